// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/main-program.h"

#include "ns3/nstime.h"

int
main(int argc, char** argv)
{
    // Until its resolution is settled, ns-3 keeps a set of all Time objects: a third of building a cloud.
    ns3::Time::SetResolution(ns3::Time::NS);
    return ns3::vnlab::RunMainProgram(argc, argv);
}
