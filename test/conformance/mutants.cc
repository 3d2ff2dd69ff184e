// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/mutants.h"

extern "C"
{
    int vnlab_encap_mutant(vnlab_context* skb);
    int vnlab_decap_mutant(vnlab_context* context);
    int vnlab_whitelist_mutant(vnlab_context* context);
}

namespace ns3::vnlab
{

namespace
{

HookProgram
WithEntry(const HookProgram& original, int (*entry)(vnlab_context*))
{
    HookProgram program = original;
    program.entry = entry;
    return program;
}

} // namespace

const std::array<Mutant, 3> kMutants{{
    {&kEncapsulate,
     WithEntry(kEncapsulate, vnlab_encap_mutant),
     "an inner congestion mark is copied as ECT(1)"},
    {&kDecapsulate,
     WithEntry(kDecapsulate, vnlab_decap_mutant),
     "a first fragment counts as a whole packet"},
    {&kWhitelist,
     WithEntry(kWhitelist, vnlab_whitelist_mutant),
     "strangers are counted under another reason"},
}};

} // namespace ns3::vnlab
