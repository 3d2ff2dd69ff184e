// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/calibration/tls-trials.h"

#include "analysis/calibration/batch-clock.h"
#include "analysis/calibration/tls-handshake.h"

#include <functional>
#include <memory>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kUpdate = 300; // bytes

std::function<double()>
HalfOf(std::function<double()> bothEnds)
{
    return [bothEnds = std::move(bothEnds)] { return bothEnds() / 2; };
}

} // namespace

std::vector<Trial>
MakeTlsTrials()
{
    const auto handshake = std::make_shared<TlsHandshake>();
    const std::shared_ptr<TlsConnection> connection = handshake->Run();
    const auto shakeHands = [handshake] { handshake->Run(); };
    const auto carry = [handshake, connection] { connection->Carry(kUpdate); };
    return {{"TLS 1.3 handshake, one end",
             {"controller_handshake", "agent_handshake"},
             HalfOf(TimedInBatches(shakeHands))},
            {"TLS 1.3 record of 300 bytes, one end",
             {"controller_message"},
             HalfOf(TimedInBatches(carry))}};
}

} // namespace ns3::vnlab
