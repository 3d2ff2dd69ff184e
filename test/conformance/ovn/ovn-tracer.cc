// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/ovn/ovn-tracer.h"

#include <stdexcept>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

/// More than the packets of a run meet. A tracer takes one for each look at a connection, over all packets, and when
/// they are used up takes connections for established.
constexpr size_t kStates = 2'000;

} // namespace

/// It becomes a daemon by itself: only then does it answer questions.
OvnTracer::OvnTracer(const OvsDaemons& daemons, const std::string& as, const std::string& state)
{
    std::vector<std::string> words{"ovn-trace",
                                   "--db=unix:" + (daemons / "sb.sock"),
                                   "--detach",
                                   "--no-chdir",
                                   "--pidfile=" + (daemons / (as + ".pid")),
                                   "--log-file=" + (daemons / (as + ".log")),
                                   "--unixctl=" + (daemons / (as + ".ctl"))};
    words.insert(words.end(), kStates, state);
    daemons.Run(words);
    m_control.emplace(daemons / (as + ".ctl"));
}

OvnTracer::~OvnTracer()
{
    try
    {
        m_control->Ask("exit", {});
    }
    catch (const std::runtime_error&)
    {
        // it has ended already
    }
}

std::string
OvnTracer::Trace(const std::string& datapath, const std::string& microflow)
{
    return m_control->Ask("trace", {"--minimal", datapath, microflow});
}

} // namespace ns3::vnlab::test
