// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/main-program.h"
#include "scenarios/vnlab/run/settle-time.h"

int
main(int argc, char** argv)
{
    ns3::vnlab::SettleTime();
    return ns3::vnlab::RunMainProgram(argc, argv);
}
