// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/calibration/ike-trials.h"

#include "analysis/calibration/batch-clock.h"
#include "model/ike/ike-peer.h"

#include <functional>
#include <random>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

ike::EndSettings
SettingsOfEnd(uint8_t own, uint8_t other)
{
    return {.own = {.data = {10, 0, 0, own}},
            .peer = {.data = {10, 0, 0, other}},
            .secret = Bytes(24, 7),
            .goesFirst = own < other};
}

/// Negotiates once, with both ends in this thread.
void
NegotiateOnce(const ike::Random& random)
{
    ike::Peer ends[] = {ike::Peer(SettingsOfEnd(1, 2), random),
                        ike::Peer(SettingsOfEnd(2, 1), random)};
    ike::Actions actions = ends[0].Start(Time(0));
    for (size_t to = 1; !actions.messages.empty(); to = 1 - to)
    {
        actions = ends[to].Receive(actions.messages.front(), Time(0));
    }
    if (!ends[0].Sa() || !ends[1].Sa())
    {
        throw std::logic_error("two ends with one secret have not agreed");
    }
}

} // namespace

std::vector<Trial>
MakeIkeTrials()
{
    const ike::Random random = [engine = std::mt19937_64(1)](std::span<uint8_t> bytes) mutable
    {
        for (uint8_t& byte : bytes)
        {
            byte = static_cast<uint8_t>(engine());
        }
    };
    const auto bothEnds = TimedInBatches([random] { NegotiateOnce(random); });
    return {
        {"IKEv2 with X25519, one end", {"ike_agreement"}, [bothEnds] { return bothEnds() / 2; }}};
}

} // namespace ns3::vnlab
