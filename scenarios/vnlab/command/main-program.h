// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MAIN_PROGRAM_H
#define VNLAB_MAIN_PROGRAM_H

namespace ns3::vnlab
{

/// Parses the command line and acts on it.
/// @return the exit status: 0 fine, 1 a run failed or a gate broke, 2 bad input
int RunMainProgram(int argc, char** argv);

} // namespace ns3::vnlab

#endif // VNLAB_MAIN_PROGRAM_H
