// policy asks the admission plugin ValidatingAdmissionPolicy of a current API server what it makes of a
// request, without an API server around it: compilation, match conditions, matching and validation are the
// plugin's own; only where policies come from, a file, is not.
//
//	policy --policies FILE --as USER OBJECT-FILE
//
// says "admitted" and ends with 0, or says the refusal and ends with 1; 2 is an error of the question.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizerfactory"
	dynamicfake "k8s.io/client-go/dynamic/fake"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/klog/v2"
)

func main() {
	policies := flag.String("policies", "", "a file with policies and their bindings")
	as := flag.String("as", "", "the name of the user who makes the object")
	flag.Parse()
	// What the plugin tells of its caches is no answer.
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)
	if flag.NArg() != 1 {
		fail(errors.New("expected one file with the object that is to be made"))
	}

	rules, err := read(*policies)
	fail(err)
	asked, err := read(flag.Arg(0))
	fail(err)
	if len(asked) != 1 {
		fail(fmt.Errorf("%s: expected one object, found %d", flag.Arg(0), len(asked)))
	}

	err = refusal(rules, asked[0], *as)
	var refused apierrors.APIStatus
	switch {
	case err == nil:
		fmt.Println("admitted")
	case errors.As(err, &refused):
		fmt.Println(err)
		os.Exit(1)
	default:
		fail(err)
	}
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "policy:", err)
		os.Exit(2)
	}
}

// read gives the objects of a file, with what an API server adds to policies that leave it out.
func read(file string) ([]runtime.Object, error) {
	text, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer text.Close()
	var objects []runtime.Object
	documents := yaml.NewYAMLOrJSONDecoder(text, 4096)
	for {
		var document runtime.RawExtension
		if err := documents.Decode(&document); err == io.EOF {
			return objects, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if len(document.Raw) == 0 {
			continue
		}
		object, _, err := scheme.Codecs.UniversalDeserializer().Decode(document.Raw, nil, nil)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		switch it := object.(type) {
		case *admissionv1.ValidatingAdmissionPolicy:
			complete(it.Spec.MatchConstraints)
		case *admissionv1.ValidatingAdmissionPolicyBinding:
			complete(it.Spec.MatchResources)
		}
		objects = append(objects, object)
	}
}

// complete is the defaulting of admissionregistration.k8s.io/v1.
func complete(match *admissionv1.MatchResources) {
	if match == nil {
		return
	}
	equivalent, all := admissionv1.Equivalent, admissionv1.AllScopes
	if match.MatchPolicy == nil {
		match.MatchPolicy = &equivalent
	}
	if match.NamespaceSelector == nil {
		match.NamespaceSelector = &metav1.LabelSelector{}
	}
	if match.ObjectSelector == nil {
		match.ObjectSelector = &metav1.LabelSelector{}
	}
	for i := range match.ResourceRules {
		if match.ResourceRules[i].Scope == nil {
			match.ResourceRules[i].Scope = &all
		}
	}
}

// refusal is what the plugin says of the object's creation by the user; nil if it is admitted.
func refusal(rules []runtime.Object, object runtime.Object, as string) error {
	about, err := meta.Accessor(object)
	if err != nil {
		return err
	}
	kind := object.GetObjectKind().GroupVersionKind()
	mapper := meta.NewDefaultRESTMapper(nil)
	mapper.Add(kind, meta.RESTScopeNamespace)
	mapping, err := mapper.RESTMapping(kind.GroupKind(), kind.Version)
	if err != nil {
		return err
	}
	namespace := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: about.GetNamespace()}}

	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	client := fake.NewSimpleClientset(append(rules, namespace)...)
	informers := informers.NewSharedInformerFactory(client, 0)
	plugin, err := validating.NewPlugin(nil)
	if err != nil {
		return err
	}
	plugin.SetExternalKubeClientSet(client)
	plugin.SetExternalKubeInformerFactory(informers)
	plugin.SetDynamicClient(dynamicfake.NewSimpleDynamicClient(scheme.Scheme))
	plugin.SetRESTMapper(mapper)
	plugin.SetAuthorizer(authorizerfactory.NewAlwaysDenyAuthorizer())
	plugin.SetDrainedNotification(ctx.Done())
	if err := plugin.ValidateInitialization(); err != nil {
		return err
	}
	informers.Start(ctx.Done())

	request := admission.NewAttributesRecord(object, nil, kind, about.GetNamespace(), about.GetName(), mapping.Resource, "",
		admission.Create, &metav1.CreateOptions{}, false, &user.DefaultInfo{Name: as})
	return plugin.Validate(ctx, request, admission.NewObjectInterfacesFromScheme(scheme.Scheme))
}
