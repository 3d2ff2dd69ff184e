// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/mutants.h"

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
    {&kEncapsulateProgram,
     WithEntry(kEncapsulateProgram, vnlab_encap_mutant),
     "an inner congestion mark is copied as ECT(1)"},
    {&kDecapsulateProgram,
     WithEntry(kDecapsulateProgram, vnlab_decap_mutant),
     "a first fragment counts as a whole packet"},
    {&kWhitelistProgram,
     WithEntry(kWhitelistProgram, vnlab_whitelist_mutant),
     "strangers are counted under another reason"},
}};

} // namespace ns3::vnlab
