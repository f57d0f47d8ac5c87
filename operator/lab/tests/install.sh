# shellcheck shell=bash
test_install() {
    need cluster
}
