// SPDX-License-Identifier: GPL-2.0-only
// Updates of the control plane, into hooks and into a fabric switch. A rule is operation, table, length
// of key and value, and both.
#include "model/control/control-message.h"
#include "model/control/rule-agent.h"
#include "test/fuzz/fuzz-input.h"

#include "ns3/simulator.h"

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

const EnforcementPoint kPlace = EnforcementPoint::Of(VnicId{0});

EncodedRules
TakeRules(fuzz::FuzzInput& input, uint8_t count)
{
    EncodedRules rules;
    for (uint8_t i = 0; i < count; ++i)
    {
        const bool erases = input.Take<uint8_t>() % 2 == 0;
        const TableId table{input.Take<uint8_t>()};
        const size_t keySize = input.Take<uint8_t>();
        const size_t valueSize = input.Take<uint8_t>();
        const RuleKey where{kPlace, table, RuleBytes::Copy(input.Bytes(keySize))};
        const RuleBytes value = RuleBytes::Copy(input.Bytes(valueSize));
        erases ? rules.Append(where) : rules.Append(Rule{where, value, {}});
    }
    return rules;
}

} // namespace

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    constexpr uint8_t kMostRules = 32;
    fuzz::FuzzInput input(data, size);
    VnicHooks hooks;
    HostRouteTable routes;
    RuleAgent inVm(std::make_unique<HookTarget>(hooks), {NanoSeconds(1), NanoSeconds(2)});
    RuleAgent inSwitch(std::make_unique<RouteTarget>(routes), {NanoSeconds(1), Time()});
    while (!input.AtEnd())
    {
        ControlMessage message;
        const uint8_t count = input.Take<uint8_t>() % kMostRules;
        message.rules = TakeRules(input, count);
        const RuleDelta delta = message.rules.Decode(kPlace);
        fuzz::Require(delta.Touched() == count && message.rules.Count() == count,
                      "as many rules are decoded as were encoded");
        fuzz::Require(message.Size() == 16 + message.rules.Size(), "a header has 16 bytes");
        inVm.Apply(delta, [](uint32_t) {});
        inSwitch.Apply(delta, [](uint32_t) {});
        Simulator::Run();
    }
    Simulator::Destroy();
    return 0;
}
