/**
 * The resources of the group {@code ioreq.dev} as Java types: what a person declares ({@code spec}) and what the operator answers
 * ({@code status}), one package per resource.
 *
 * <p>Specs are records of boxed types without initialisers: whatever a fresh spec carried would become the operator's own field under
 * server-side apply. Defaults stand in the generated CRD only, so the API server gives them and they belong to nobody.
 */
package dev.ioreq.crds;
