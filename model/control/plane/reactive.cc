// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/reactive.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

OnDemandSetting
ReactiveSetting(const ReactiveKeys& keys)
{
    return {.cache = {.lifetime = NanoSeconds(static_cast<int64_t>(keys.timeout_ns)),
                      .from = keys.timeout_from,
                      .negativeLifetime = NanoSeconds(static_cast<int64_t>(keys.drop_timeout_ns)),
                      .most = keys.capacity},
            .held = static_cast<uint32_t>(keys.queue)};
}

} // namespace

void
ReactiveKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Duration(Named(like, "timeout", "how long an entry stays"),
                  timeout_ns,
                  {kMicrosecond_ns, 24 * kHour_ns});
    keys.Choice<LifetimeFrom>(
        Named(like, "timeout_from", "from when on that counts"),
        timeout_from,
        {{"answer", LifetimeFrom::kAnswer}, {"last-use", LifetimeFrom::kLastUse}});
    keys.Duration(
        Named(like, "drop_timeout", "how long a host drops packets to whom there is no way"),
        drop_timeout_ns,
        {kMicrosecond_ns, 24 * kHour_ns});
    keys.Integer(
        Named(like, "capacity", "answers that a host has room for, the last used ones; 0: all"),
        capacity,
        {0, 1'000'000'000});
    keys.Integer(
        Named(like, "queue", "packets that wait for one entry, at most"), queue, {1, 1'000'000});
    keys.Duration(Named(like, "patience", "how long packets wait for the controller"),
                  patience_ns,
                  {kMicrosecond_ns, kHour_ns});
}

ReactivePlane::ReactivePlane(std::unique_ptr<PushPlane> push, const ReactiveKeys& keys)
    : WritingPlane(std::move(push), ReactiveSetting(keys)),
      m_patience(NanoSeconds(static_cast<int64_t>(keys.patience_ns)))
{
}

void
ReactivePlane::Ask(const RuleKey& wanted, Question& question)
{
    question.timer = Simulator::Schedule(m_patience, [this, wanted] { GiveUp(wanted); });
    Push().TellController(wanted.at,
                          NoticeOf(ControlMessage::Kind::kMiss, {wanted}, question.asker));
}

void
ReactivePlane::Heard(EnforcementPoint, const ControlMessage& notice, const RuleKey& entry)
{
    Write({entry, VnicId{static_cast<uint32_t>(notice.update)}});
}

namespace
{

class ReactiveKind : public ControlPlaneKind
{
  public:
    std::string_view Name() const override
    {
        return "reactive";
    }

    std::string_view Description() const override
    {
        return "hosts send a controller the first packet to whom they know no way; it writes the "
               "way";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<ReactiveKeys>();
    }

    RuleSupply GetSupply() const override
    {
        return RuleSupply::kNotOnDemand;
    }

    std::unique_ptr<ControlPlane> Make(const ControlPlaneSetting& setting,
                                       const OwnKeys& keys) const override
    {
        return std::make_unique<ReactivePlane>(MakePush(setting, PushKeys{}),
                                               static_cast<const ReactiveKeys&>(keys));
    }
};

const ControlPlaneKindRegistration kReactive{std::make_unique<ReactiveKind>()};

} // namespace

} // namespace ns3::vnlab
