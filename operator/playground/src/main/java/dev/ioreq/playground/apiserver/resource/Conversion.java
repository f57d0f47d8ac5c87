package dev.ioreq.playground.apiserver.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Between the version an object is stored in and the version a client speaks. Neither method changes its argument. */
public interface Conversion {
    /** The served version is the stored one. */
    Conversion NONE = new Conversion() {
        @Override
        public ObjectNode toStored(ObjectNode served) {
            return served;
        }

        @Override
        public ObjectNode toServed(ObjectNode stored) {
            return stored;
        }
    };

    ObjectNode toStored(ObjectNode served);

    ObjectNode toServed(ObjectNode stored);

    /** The conversion of a CRD with the strategy None: only {@code apiVersion} changes. */
    static Conversion renaming(String storedApiVersion, String servedApiVersion) {
        return new Conversion() {
            @Override
            public ObjectNode toStored(ObjectNode served) {
                return renamed(served, storedApiVersion);
            }

            @Override
            public ObjectNode toServed(ObjectNode stored) {
                return renamed(stored, servedApiVersion);
            }

            private static ObjectNode renamed(ObjectNode object, String apiVersion) {
                return object.deepCopy().put("apiVersion", apiVersion);
            }
        };
    }
}
