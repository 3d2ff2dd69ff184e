// SPDX-License-Identifier: GPL-2.0-only
#include "test/vtep/input-generator.h"

#include "test/vtep/input-kinds.h"

namespace ns3::vnlab::test
{

std::vector<Input>
MakeInputs(uint32_t count, uint64_t seed)
{
    RandomFields random(seed);
    std::vector<InputKind> kinds = GuestInputs();
    const std::vector<InputKind> underlay = UnderlayInputs();
    kinds.insert(kinds.end(), underlay.begin(), underlay.end());
    std::vector<Input> inputs;
    for (uint32_t i = 0; i < count; ++i)
    {
        const InputKind& kind = kinds[random.Below(static_cast<uint32_t>(kinds.size()))];
        inputs.push_back(kind.make(random));
        inputs.back().kind = kind.name;
    }
    return inputs;
}

} // namespace ns3::vnlab::test
