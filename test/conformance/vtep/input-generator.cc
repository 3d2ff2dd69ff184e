// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/vtep/input-generator.h"

#include "test/conformance/vtep/input-kinds.h"

namespace ns3::vnlab::test
{

namespace
{

const char* const kGoodFrames = "good frames in front of malformed ones";

} // namespace

std::vector<Input>
MakeInputs(uint32_t count, uint64_t seed)
{
    RandomFields random(seed);
    std::vector<InputKind> kinds = GuestInputs();
    for (const std::vector<InputKind>& more : {UnderlayInputs(), MalformedInputs()})
    {
        kinds.insert(kinds.end(), more.begin(), more.end());
    }
    std::vector<Input> inputs;
    for (uint32_t i = 0; i < count; ++i)
    {
        const InputKind& kind = kinds[random.Below(static_cast<uint32_t>(kinds.size()))];
        Input input = kind.make(random);
        if (kind.isSimpler)
        {
            inputs.push_back({kGoodFrames, input.at, {input.frames.front()}});
            input.frames.erase(input.frames.begin());
        }
        input.kind = kind.name;
        input.isSimpler = kind.isSimpler;
        inputs.push_back(std::move(input));
    }
    return inputs;
}

} // namespace ns3::vnlab::test
