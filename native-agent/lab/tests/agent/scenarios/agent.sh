# shellcheck shell=bash
# The agent comes up on this Xen and says what the node is.

start_agent first
check 'the agent answers its operator over TLS' agent_answers
replied 'it manages real Xen' 'hypervisor=HYPERVISOR_KIND_XEN version=4\.[0-9]+'
