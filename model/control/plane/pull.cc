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

// clang-format off
const MetricRows kPullMetrics{Question::kConfiguration, 160, {
    {"control.hits", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "times that packets found an entry that came on demand; a packet may need several"},
    {"control.misses", Shape::kScalar, MetricUnit::kCount, Better::kLower, "times that packets did not find an entry that comes on demand, those that waited for it included"},
    {"control.questions", Shape::kScalar, MetricUnit::kCount, Better::kLower, "questions that places sent for missing entries, those sent again included"},
    {"control.entries", Shape::kScalar, MetricUnit::kCount, Better::kLower, "entries that came on demand and are at their places at the end of the run: config.rules has none of them"},
    {"control.entries_max_per_host", Shape::kScalar, MetricUnit::kCount, Better::kLower, "most of these in one host switch"},
    {"control.unanswered", Shape::kScalar, MetricUnit::kCount, Better::kLower, "entries that a place gave up asking for"},
    {"control.solicited", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "times that a place was told to ask again, as its entry led to where the VM is no longer"},
}};
// clang-format on

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

CacheLimits
LimitsOf(const PullKeys& keys)
{
    return {.lifetime = NanoSeconds(static_cast<int64_t>(keys.ttl_ns)),
            .from = keys.ttl_from,
            .negativeLifetime = NanoSeconds(static_cast<int64_t>(keys.negative_ttl_ns)),
            .most = keys.capacity};
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

PullPlane::Place::Place(const ControlEnd& at, const CacheLimits& limits)
    : end(at),
      cache(limits)
{
    end.port = kMapClientPort;
}

PullPlane::PullPlane(std::unique_ptr<ControlPlane> push,
                     ControlEnd server,
                     ServerCpu& cpu,
                     const PullCosts& costs,
                     const PullKeys& keys)
    : m_push(std::move(push)),
      m_server(std::move(server)),
      m_serverCpu(cpu),
      m_costs(costs),
      m_keys(keys)
{
}

PullPlane::~PullPlane()
{
    for (auto& [at, place] : m_places)
    {
        place.expiry.Cancel();
        for (auto& [wanted, question] : place.questions)
        {
            question.retry.Cancel();
        }
    }
}

void
PullPlane::AddAgent(EnforcementPoint at, const ControlEnd& end, std::unique_ptr<RuleAgent> agent)
{
    if (at.kind == PlaceKind::kHostSwitch)
    {
        m_places.try_emplace(at, end, LimitsOf(m_keys));
        m_byAddress[end.address] = at;
    }
    m_push->AddAgent(at, end, std::move(agent));
}

RuleAgent&
PullPlane::AgentOf(EnforcementPoint at)
{
    return m_push->AgentOf(at);
}

void
PullPlane::CloseAgent(EnforcementPoint at)
{
    if (const auto found = m_places.find(at); found != m_places.end())
    {
        Place& place = found->second;
        ++place.boots;
        place.cache.Clear();
        place.expiry.Cancel();
        for (auto& [wanted, question] : place.questions)
        {
            question.retry.Cancel();
        }
        place.questions.clear();
        place.solicited.clear();
    }
    m_push->CloseAgent(at);
}

void
PullPlane::OpenAgent(EnforcementPoint at)
{
    m_push->OpenAgent(at);
}

void
PullPlane::BreakAgent(EnforcementPoint at)
{
    m_push->BreakAgent(at);
}

void
PullPlane::SetServerDown(ServerId server, bool isDown)
{
    m_push->SetServerDown(server, isDown);
}

void
PullPlane::MoveAgent(EnforcementPoint at, uint32_t address)
{
    m_push->MoveAgent(at, address);
}

void
PullPlane::Register(const std::vector<EnforcementPoint>& places, PendingRules& rules, Done done)
{
    m_push->Register(places, rules, std::move(done));
}

void
PullPlane::Submit(PendingRules rules, Done done)
{
    m_push->Submit(std::move(rules), std::move(done));
}

void
PullPlane::Listen(const std::vector<HostStack*>& controllers, HostStack& agents)
{
    m_push->Listen(controllers, agents);
    controllers.front()->Listen({HostStack::kOwnAddress, ipproto::kUdp, kMapServerPort}, *this);
    agents.Listen({HostStack::kOwnAddress, ipproto::kUdp, kMapClientPort}, *this);
}

MissHandling
PullPlane::Misses()
{
    const uint64_t held = m_keys.on_miss == OnMiss::kQueue ? m_keys.queue : 0;
    return {this, static_cast<uint32_t>(held)};
}

void
PullPlane::AnswerFrom(const RulesOnDemand& rules)
{
    m_rules = &rules;
}

MissOutcome
PullPlane::Missed(const Miss& miss)
{
    Place& place = m_places.at(miss.wanted.at);
    ++m_misses;
    if (place.cache.IsKnownMissing(miss.wanted, Simulator::Now()))
    {
        return MissOutcome::kUnknown;
    }
    if (!place.questions.contains(miss.wanted))
    {
        Ask(miss.wanted, miss.asker);
    }
    return MissOutcome::kAsked;
}

void
PullPlane::Used(const RuleKey& entry)
{
    m_hits += m_places.at(entry.at).cache.Use(entry, Simulator::Now()) ? 1 : 0;
}

void
PullPlane::NotHere(EnforcementPoint at, const RuleKey& entry)
{
    Place& place = m_places.at(at);
    const auto [last, isFirst] = place.solicited.try_emplace(entry, Simulator::Now());
    if (!isFirst && Simulator::Now() - last->second < kSolicitInterval)
    {
        return;
    }
    last->second = Simulator::Now();
    Send(place.end,
         m_places.at(entry.at).end.address,
         kMapClientPort,
         {.kind = Kind::kSolicit, .table = entry.table, .key = entry.key});
}

void
PullPlane::Ask(const RuleKey& wanted, VnicId asker)
{
    Question& question = m_places.at(wanted.at).questions[wanted];
    question.nonce = m_nextNonce++;
    question.asker = asker;
    Try(wanted);
}

void
PullPlane::Try(const RuleKey& wanted)
{
    Place& place = m_places.at(wanted.at);
    Question& question = place.questions.at(wanted);
    if (question.tries == m_keys.tries)
    {
        place.questions.erase(wanted);
        ++m_unanswered;
        AgentOf(wanted.at).GiveUp(wanted);
        return;
    }
    ++m_questions;
    Send(place.end,
         m_server.address,
         kMapServerPort,
         {.kind = Kind::kRequest,
          .nonce = question.nonce,
          .asker = question.asker,
          .table = wanted.table,
          .key = wanted.key});
    const auto wait = static_cast<int64_t>(m_keys.retry_ns << question.tries++);
    question.retry = Simulator::Schedule(NanoSeconds(wait), &PullPlane::Try, this, wanted);
}

Time
PullPlane::Work(Time work)
{
    m_cpu += work;
    return m_serverCpu.Work(work);
}

/// What was asked for comes last, so that the packets that wait for it find all the rest.
void
PullPlane::AtServer(uint32_t from, const MapMessage& question)
{
    const auto place = m_byAddress.find(from);
    if (place == m_byAddress.end() || question.kind != Kind::kRequest)
    {
        return;
    }
    MapMessage reply = question;
    reply.kind = Kind::kReply;
    const Miss miss{{place->second, question.table, question.key}, question.asker};
    std::vector<Rule> rules = m_rules->RulesFor(miss);
    std::ranges::stable_partition(rules,
                                  [&miss](const Rule& rule) { return rule.where != miss.wanted; });
    std::ranges::for_each(rules, [&reply](const Rule& rule) { reply.rules.Append(rule); });
    const Time done =
        Work(m_costs.rule * static_cast<int64_t>(reply.rules.Count()) + m_costs.message);
    Simulator::Schedule(done, [this, from, reply] { Send(m_server, from, kMapClientPort, reply); });
}

void
PullPlane::AtPlace(EnforcementPoint at, const MapMessage& message)
{
    if (message.kind == Kind::kReply)
    {
        Answered(at, message);
    }
    else if (message.kind == Kind::kSolicit)
    {
        AskAgain({at, message.table, message.key});
    }
}

void
PullPlane::Answered(EnforcementPoint at, const MapMessage& reply)
{
    Place& place = m_places.at(at);
    const RuleKey wanted{at, reply.table, reply.key};
    const auto found = place.questions.find(wanted);
    if (found == place.questions.end() || found->second.nonce != reply.nonce)
    {
        return;
    }
    found->second.retry.Cancel();
    const VnicId asker = found->second.asker;
    const RuleDelta rules = reply.rules.Decode(at);
    AgentOf(at).Apply(rules,
                      [this, wanted, rules, asker, boots = place.boots](uint32_t refused)
                      {
                          m_refused += refused;
                          if (boots == m_places.at(wanted.at).boots)
                          {
                              Remember(wanted, rules, asker);
                          }
                      });
}

/// The entries of an answer are in the place's tables, or it is known that there are none.
void
PullPlane::Remember(const RuleKey& wanted, const RuleDelta& rules, VnicId asker)
{
    Place& place = m_places.at(wanted.at);
    place.questions.erase(wanted);
    Erase(wanted.at, place.cache.Insert(wanted, EntriesOf(rules), asker, Simulator::Now()));
    if (rules.written.empty())
    {
        AgentOf(wanted.at).GiveUp(wanted);
    }
    ExpectExpiry(wanted.at);
}

void
PullPlane::AskAgain(const RuleKey& entry)
{
    Place& place = m_places.at(entry.at);
    const std::optional<VnicId> asker = place.cache.AskerOf(entry);
    if (asker && !place.questions.contains(entry))
    {
        ++m_solicited;
        Ask(entry, *asker);
    }
}

void
PullPlane::Erase(EnforcementPoint at, std::vector<RuleKey> entries)
{
    if (!entries.empty())
    {
        AgentOf(at).Apply({.erased = std::move(entries), .written = {}}, [](uint32_t) {});
    }
}

void
PullPlane::ExpectExpiry(EnforcementPoint at)
{
    Place& place = m_places.at(at);
    const std::optional<Time> next = place.cache.NextExpiry();
    if (!next || !place.expiry.IsExpired())
    {
        return;
    }
    place.expiry =
        Simulator::Schedule(*next - Simulator::Now(),
                            [this, at]
                            {
                                Erase(at, m_places.at(at).cache.Expire(Simulator::Now()));
                                ExpectExpiry(at);
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
        AtPlace(at->second, *message);
    }
}

ControlTraffic
PullPlane::Traffic() const
{
    ControlTraffic all = m_push->Traffic();
    all.messages += m_traffic.messages;
    all.bytes += m_traffic.bytes;
    return all;
}

Time
PullPlane::CpuTime() const
{
    return m_push->CpuTime() + m_cpu;
}

uint64_t
PullPlane::Refused() const
{
    return m_push->Refused() + m_refused;
}

std::map<std::string, uint64_t>
PullPlane::Counts() const
{
    return m_push->Counts();
}

std::map<std::string, double>
PullPlane::RunCounts() const
{
    size_t entries = 0;
    size_t most = 0;
    for (const auto& [at, place] : m_places)
    {
        entries += place.cache.Entries();
        most = std::max(most, place.cache.Entries());
    }
    return {{"entries", static_cast<double>(entries)},
            {"entries_max_per_host", static_cast<double>(most)},
            {"hits", static_cast<double>(m_hits)},
            {"misses", static_cast<double>(m_misses)},
            {"questions", static_cast<double>(m_questions)},
            {"unanswered", static_cast<double>(m_unanswered)},
            {"solicited", static_cast<double>(m_solicited)}};
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
        ControlEnd server = EndOf(setting.controller, kMapServerPort, setting.mtu);
        if (setting.transmit)
        {
            server.transmit = setting.transmit;
        }
        return std::make_unique<PullPlane>(FindControlPlaneKind("push")->Make(setting, PushKeys{}),
                                           std::move(server),
                                           setting.controller.Cpu(),
                                           PullCosts{.rule = costs.rule, .message = costs.message},
                                           static_cast<const PullKeys&>(keys));
    }
};

const ControlPlaneKindRegistration kPull{std::make_unique<PullKind>()};

} // namespace

} // namespace ns3::vnlab
