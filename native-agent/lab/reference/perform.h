/* Does what a request says, with the devices there are: repetitions, data in guest memory, nobody there. */
#pragma once
#include "device.h"
#include "server.h"

void perform(struct server *server, struct device *devices, struct ioreq *request);
