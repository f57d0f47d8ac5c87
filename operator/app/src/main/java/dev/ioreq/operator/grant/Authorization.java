package dev.ioreq.operator.grant;

/** Whether a namespace may attach an emulator to a domain. */
public sealed interface Authorization {

    /**
     * It may.
     *
     * @param grant the name of the DomainGrant
     * @param byName whether the grant knows the domain by name: then it holds only while the domain has that name
     * @param byUuid whether the grant knows the domain by uuid: then it holds only for that one
     */
    record Granted(String grant, boolean byName, boolean byUuid) implements Authorization {}

    /** It may not. */
    record NotGranted() implements Authorization {}
}
