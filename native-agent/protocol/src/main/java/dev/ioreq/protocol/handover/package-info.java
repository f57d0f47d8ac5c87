/**
 * The handover: how an agent gives one IOREQ server to an emulator in another process, and how either of them comes back
 * after a crash. Pure bytes and records; sockets and descriptors belong to the two programs.
 *
 * <p>The transport is a unix socket of type {@code SOCK_SEQPACKET}: one message a packet, little endian, at most
 * {@value Handover#MAX_LENGTH} bytes. The connection is the lease: while it lives the emulator answers the guest's requests; when it
 * ends, the agent does. Every message starts with this header:
 *
 * <pre>
 *   0        4        6       8         12          16
 *   +--------+--------+-------+---------+-----------+------
 *   | magic  | version| type  | length  | reserved  | body
 *   | "IORQ" | u16 = 1| u16   | u32     | u32 = 0   |
 *   +--------+--------+-------+---------+-----------+------
 * </pre>
 *
 * <table>
 *   <caption>Messages</caption>
 *   <tr><th>type</th><th>record</th><th>from</th><th>descriptors</th><th>body</th></tr>
 *   <tr><td>1</td><td>{@link Hello}</td><td>emulator</td><td>-</td><td>minVersion u16, maxVersion u16, flags u32 = 0, name[64]</td></tr>
 *   <tr><td>2</td><td>{@link Offer}</td><td>agent</td><td>frames, event channel, progress</td><td>hypervisor u8, bufferedIo u8, serverId u16,
 *       domid u32, domainType u8, pad[3], vcpus u32, bufferedLocalPort u32, ranges u32, uuid[16], domainName[64],
 *       localPort u32 [vcpus], range [ranges]</td></tr>
 *   <tr><td>3</td><td>{@link Ready}</td><td>emulator</td><td>-</td><td>-</td></tr>
 *   <tr><td>4</td><td>{@link Ranges}</td><td>agent</td><td>-</td><td>count u32, pad u32, range [count]</td></tr>
 *   <tr><td>5</td><td>{@link Detach}</td><td>agent</td><td>-</td><td>reason u32</td></tr>
 *   <tr><td>6</td><td>{@link Detached}</td><td>emulator</td><td>-</td><td>-</td></tr>
 *   <tr><td>7</td><td>{@link Resume}</td><td>emulator</td><td>event channel, progress</td><td>serverId u16, pad u16, domid u32, name[64]</td></tr>
 *   <tr><td>8</td><td>{@link Resumed}</td><td>agent</td><td>-</td><td>-</td></tr>
 *   <tr><td>9</td><td>{@link HandoverError}</td><td>agent</td><td>-</td><td>errno u32, text (UTF-8, the rest)</td></tr>
 * </table>
 *
 * A range is 88 bytes: kind u8 (0 port, 1 memory, 2 PCI), pad[7], first u64, last u64, name[64]. Names are UTF-8 of at most 63
 * bytes, padded with NUL. Pads and reserved fields are 0 and are checked.
 *
 * <p>{@code docs/handover.md} tells the same with the flow of messages, for people who write emulators in other languages.
 */
package dev.ioreq.protocol.handover;
