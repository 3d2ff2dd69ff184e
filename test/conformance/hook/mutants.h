// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MUTANTS_H
#define VNLAB_MUTANTS_H

#include "model/hook/hook-program.h"

#include <array>

namespace ns3::vnlab
{

/// A hook program with one mistake, made from the program's own source: a comparison that does not
/// notice it is worth nothing.
struct Mutant
{
    const HookProgram* original;
    HookProgram program;
    const char* mistake;
};

/// One that changes bytes, one that changes verdicts and one that changes only a map.
extern const std::array<Mutant, 3> kMutants;

} // namespace ns3::vnlab

#endif // VNLAB_MUTANTS_H
