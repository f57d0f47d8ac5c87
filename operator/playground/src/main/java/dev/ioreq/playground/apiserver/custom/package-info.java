/** CustomResourceDefinitions: what they declare becomes served as soon as they are stored. */
package dev.ioreq.playground.apiserver.custom;
