package dev.ioreq.playground.apiserver.http;

/** What a client wants to see of objects, from its Accept header. */
enum Representation {
    OBJECT,
    TABLE,
    PARTIAL_METADATA;

    static Representation of(Call call) {
        for (String type : call.header("Accept").split(",")) {
            if (type.contains("as=Table")) {
                return TABLE;
            }
            if (type.contains("as=PartialObjectMetadata")) {
                return PARTIAL_METADATA;
            }
            if (!type.contains("as=") && type.contains("json")) {
                return OBJECT;
            }
        }
        return OBJECT;
    }
}
