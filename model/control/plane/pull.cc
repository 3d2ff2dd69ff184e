// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/pull.h"

#include "model/control/plane/push.h"
#include "model/ip/packet-fields.h"
#include "model/ip/udp-frame.h"
#include "model/key/metric.h"
#include "model/population.h"
#include "model/wire/header-sizes.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

namespace
{

const MetricRows kPullMetrics{
    Question::kConfiguration,
    166,
    {{"control.solicited",
      Shape::kScalar,
      MetricUnit::kCount,
      Better::kNeither,
      "times that a place was told to ask again, as its entry led to where the VM is no longer"}}};

using Kind = MapMessage::Kind;

/// How long a place says nothing more about one entry of another place.
const Time kSolicitInterval = Seconds(1);

std::vector<RuleKey>
EntriesOf(const RuleDelta& rules)
{
    std::vector<RuleKey> keys;
    std::ranges::transform(
        rules.written, std::back_inserter(keys), [](const Rule& rule) { return rule.where; });
    return keys;
}

OnDemandSetting
PullSetting(const PullKeys& keys)
{
    return {.cache = {.lifetime = NanoSeconds(static_cast<int64_t>(keys.ttl_ns)),
                      .from = keys.ttl_from,
                      .negativeLifetime = NanoSeconds(static_cast<int64_t>(keys.negative_ttl_ns)),
                      .most = keys.capacity},
            .held = keys.on_miss == OnMiss::kQueue ? static_cast<uint32_t>(keys.queue) : 0};
}

} // namespace

void
PullKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Duration(Named(like, "ttl", "how long a host remembers an answer"),
                  ttl_ns,
                  {kMicrosecond_ns, 24 * kHour_ns});
    keys.Choice<LifetimeFrom>(
        Named(like, "ttl_from", "from when on that counts"),
        ttl_from,
        {{"answer", LifetimeFrom::kAnswer}, {"last-use", LifetimeFrom::kLastUse}});
    keys.Duration(
        Named(like, "negative_ttl", "how long a host remembers that there is no such address"),
        negative_ttl_ns,
        {kMicrosecond_ns, 24 * kHour_ns});
    keys.Integer(
        Named(like, "capacity", "answers that a host remembers, the last used ones; 0: all"),
        capacity,
        {0, 1'000'000'000});
    keys.Choice<OnMiss>(Named(like, "on_miss", "packets wait for the answer, or are dropped"),
                        on_miss,
                        {{"queue", OnMiss::kQueue}, {"drop", OnMiss::kDrop}});
    keys.Integer(
        Named(like, "queue", "packets that wait for one answer, at most"), queue, {1, 1'000'000});
    keys.Duration(Named(like, "retry", "how long a host waits before it asks again, at first"),
                  retry_ns,
                  {kMicrosecond_ns, kHour_ns});
    keys.Integer(
        Named(like, "tries", "how often it asks, each time after twice the wait"), tries, {1, 30});
}

PullPlane::PullPlane(std::unique_ptr<ControlPlane> others,
                     ControlEnd server,
                     ServerCpu& cpu,
                     const PullCosts& costs,
                     const PullKeys& keys)
    : OnDemandPlane(std::move(others), PullSetting(keys)),
      m_server(std::move(server)),
      m_serverCpu(cpu),
      m_costs(costs),
      m_tries(keys.tries),
      m_retry(NanoSeconds(static_cast<int64_t>(keys.retry_ns)))
{
}

void
PullPlane::AddAgent(EnforcementPoint at, const ControlEnd& end, std::unique_ptr<RuleAgent> agent)
{
    if (MayAsk(at))
    {
        ControlEnd& client = m_ends[at] = end;
        client.port = kMapClientPort;
        m_byAddress[end.address] = at;
    }
    OnDemandPlane::AddAgent(at, end, std::move(agent));
}

void
PullPlane::Listen(const std::vector<HostStack*>& controllers, const std::vector<HostStack*>& agents)
{
    OnDemandPlane::Listen(controllers, agents);
    controllers.front()->Listen({HostStack::kOwnAddress, ipproto::kUdp, kMapServerPort}, *this);
    for (HostStack* const agent : agents)
    {
        agent->Listen({HostStack::kOwnAddress, ipproto::kUdp, kMapClientPort}, *this);
    }
}

void
PullPlane::NotHere(EnforcementPoint at, const RuleKey& entry)
{
    const auto [last, isFirst] = m_told.try_emplace({at, entry}, Simulator::Now());
    if (!isFirst && Simulator::Now() - last->second < kSolicitInterval)
    {
        return;
    }
    last->second = Simulator::Now();
    Send(m_ends.at(at),
         m_ends.at(entry.at).address,
         kMapClientPort,
         {.kind = Kind::kSolicit, .table = entry.table, .key = entry.key});
}

void
PullPlane::Ask(const RuleKey& wanted, Question&)
{
    Try(wanted);
}

void
PullPlane::Try(const RuleKey& wanted)
{
    Question& question = *QuestionFor(wanted);
    if (question.tries == m_tries)
    {
        GiveUp(wanted);
        return;
    }
    Send(m_ends.at(wanted.at),
         m_server.address,
         kMapServerPort,
         {.kind = Kind::kRequest,
          .nonce = question.number,
          .asker = question.asker,
          .table = wanted.table,
          .key = wanted.key});
    const Time wait = m_retry * (int64_t{1} << question.tries++);
    question.timer = Simulator::Schedule(wait, &PullPlane::Try, this, wanted);
}

/// Of the rules who asks gets its own. What was asked for comes last, so that the packets that wait for it
/// find all the rest.
void
PullPlane::AtServer(uint32_t from, const MapMessage& question)
{
    const auto host = m_byAddress.find(from);
    if (host == m_byAddress.end() || question.kind != Kind::kRequest)
    {
        return;
    }
    MapMessage reply = question;
    reply.kind = Kind::kReply;
    const Miss miss{{host->second, question.table, question.key}, question.asker};
    std::vector<Rule> rules = RulesFor(miss);
    std::erase_if(rules, [&host](const Rule& rule) { return rule.where.at != host->second; });
    std::ranges::stable_partition(rules,
                                  [&miss](const Rule& rule) { return rule.where != miss.wanted; });
    std::ranges::for_each(rules, [&reply](const Rule& rule) { reply.rules.Append(rule); });
    const Time work = m_costs.rule * static_cast<int64_t>(rules.size()) + m_costs.message;
    m_cpu += work;
    Simulator::Schedule(m_serverCpu.Work(work),
                        [this, from, reply] { Send(m_server, from, kMapClientPort, reply); });
}

void
PullPlane::AtHost(EnforcementPoint at, const MapMessage& message)
{
    const RuleKey entry{at, message.table, message.key};
    if (message.kind == Kind::kReply)
    {
        TakeReply(entry, message);
    }
    else if (message.kind == Kind::kSolicit)
    {
        m_solicited += AskAgain(entry) ? 1 : 0;
    }
}

void
PullPlane::TakeReply(const RuleKey& wanted, const MapMessage& reply)
{
    Question* const question = QuestionFor(wanted);
    if (!question || question->number != reply.nonce)
    {
        return;
    }
    question->timer.Cancel();
    const RuleDelta rules = reply.rules.Decode(wanted.at);
    AgentOf(wanted.at).Apply(rules,
                             [this, wanted, rules, offTimes = OffTimes(wanted.at)](uint32_t refused)
                             {
                                 m_refused += refused;
                                 if (offTimes == OffTimes(wanted.at))
                                 {
                                     Answered(wanted, EntriesOf(rules));
                                 }
                             });
}

void
PullPlane::Send(const ControlEnd& from, uint32_t to, uint16_t port, const MapMessage& message)
{
    Ptr<Packet> frame = MakeUdpFrame({.sourceMac = from.mac,
                                      .nextHopMac = from.nextHopMac,
                                      .source = from.address,
                                      .destination = to,
                                      .sourcePort = from.port,
                                      .destinationPort = port},
                                     message.Encode());
    Mark(frame, Population::kControl);
    ++m_traffic.messages;
    m_traffic.bytes += frame->GetSize();
    from.transmit(std::move(frame));
}

void
PullPlane::ReceivePacket(uint32_t address, const Ptr<const Packet>& frame)
{
    const std::optional<FrameFields> fields = FieldsOf(frame);
    if (!fields || fields->protocol != ipproto::kUdp)
    {
        OnDemandPlane::ReceivePacket(address, frame);
        return;
    }
    const uint32_t payload = fields->l4Offset + headersize::kUdp;
    const std::optional<MapMessage> message =
        MapMessage::Decode(frame->CreateFragment(payload, frame->GetSize() - payload));
    if (!message)
    {
        return;
    }
    if (address == m_server.address)
    {
        AtServer(fields->source, *message);
    }
    else if (const auto at = m_byAddress.find(address); at != m_byAddress.end())
    {
        AtHost(at->second, *message);
    }
}

ControlTraffic
PullPlane::Traffic() const
{
    ControlTraffic all = OnDemandPlane::Traffic();
    all.messages += m_traffic.messages;
    all.bytes += m_traffic.bytes;
    return all;
}

Time
PullPlane::CpuTime() const
{
    return OnDemandPlane::CpuTime() + m_cpu;
}

uint64_t
PullPlane::Refused() const
{
    return OnDemandPlane::Refused() + m_refused;
}

std::map<std::string, double>
PullPlane::RunCounts() const
{
    std::map<std::string, double> counts = OnDemandPlane::RunCounts();
    counts["solicited"] = static_cast<double>(m_solicited);
    return counts;
}

namespace
{

class PullKind : public ControlPlaneKind
{
  public:
    std::string_view Name() const override
    {
        return "pull";
    }

    std::string_view Description() const override
    {
        return "hosts ask a map server for what they miss, and remember the answer for a while";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<PullKeys>();
    }

    RuleSupply GetSupply() const override
    {
        return RuleSupply::kNotOnDemand;
    }

    std::unique_ptr<ControlPlane> Make(const ControlPlaneSetting& setting,
                                       const OwnKeys& keys) const override
    {
        const PushCosts costs = PushCostsOf(setting.costs);
        return std::make_unique<PullPlane>(MakePush(setting, PushKeys{}),
                                           EndOn(setting.controller, kMapServerPort, setting),
                                           setting.controller.Cpu(),
                                           PullCosts{.rule = costs.rule, .message = costs.message},
                                           static_cast<const PullKeys&>(keys));
    }
};

const ControlPlaneKindRegistration kPull{std::make_unique<PullKind>()};

} // namespace

} // namespace ns3::vnlab
