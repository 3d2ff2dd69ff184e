// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/main-program.h"

int
main(int argc, char** argv)
{
    return ns3::vnlab::RunMainProgram(argc, argv);
}
