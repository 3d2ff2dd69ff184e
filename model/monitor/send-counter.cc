// SPDX-License-Identifier: GPL-2.0-only
//
// send-counter: counts what each VM sends and how much of it fails, in frames, and raises an alarm
// when too much fails in too short a time: who scans addresses at random mostly fails (Jung et al.,
// IEEE Symposium on Security and Privacy 2004).
//
// Sent: the frames that the VM hands to its vNIC, through its hooks or past them; ARP requests, too,
// but no segments of the control channel. Failed: those of them that the VM's own hooks or its host
// dropped on the way out, and ARP requests that nobody answered. The vNIC tells who sends, so that a
// forged source address deceives nobody.
//
// Not seen: what is dropped beyond the sender's host, in the fabric or at the receiver; a frame that
// another one displaces while it waits for the uplink; what the guest gives up before there is a
// frame, except by its ARP requests. It trusts the VM for what happens inside: root could hide its
// hooks' drops from a real monitor, and here could have its frames taken for the control channel's.

#include "model/monitor/send-counter.h"

#include "model/control/control-channel.h"
#include "model/guest/vnic-observer.h"
#include "model/ip/packet-fields.h"
#include "model/key/metric.h"
#include "model/monitor/monitor.h"
#include "model/wire/arp-frame.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/event-id.h"
#include "ns3/simulator.h"

#include <deque>
#include <map>
#include <optional>
#include <utility>

namespace ns3::vnlab
{

void
SendCounterKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Text(Named(like, "vm", "VM to watch: \"all\" or \"tenant/vm\""), vm);
    keys.Integer(Named(like, "failures", "failed frames of one VM that raise an alarm"),
                 failures,
                 {1, 1'000'000});
    keys.Duration(Named(like, "window", "time within which they fail, at most"),
                  window_ns,
                  {kMicrosecond_ns, kHour_ns});
    keys.Rate(Named(like, "limit", "what a VM may send after its alarm; 0 bps: no limit"),
              limit_bps,
              {0, 100'000'000'000'000});
}

namespace
{

// clang-format off
const MetricRows kSendMetrics{Question::kExposure, 300, {
    {"monitor.sent.*", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "frames that the watched VMs sent, without those of the control channel; by kind of monitor"},
    {"monitor.failed.*", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "frames of the watched VMs that the VM's own hooks or its host dropped on the way out, and ARP requests without an answer within 1 s; by kind of monitor"},
}};
// clang-format on

/// By then a guest asks again: RFC 1122 §2.3.2.1.
const Time kAnswerTime = Seconds(1);

/// Whether the proxy in the VM sent it, in the control channel.
bool
IsControlOf(const VnicDevice& vnic, const FrameFields& frame)
{
    return frame.isIpv4 && frame.protocol == ipproto::kTcp && frame.sourcePort == kControlPort &&
           frame.source == vnic.GetProviderAddress();
}

class SendCounter : public Monitor, private VnicObserver
{
  public:
    SendCounter(const MonitorSetting& setting, const SendCounterKeys& keys)
        : m_setting(setting),
          m_watched(WatchedVms(setting.cloud.Plan(), keys.vm)),
          m_failures(keys.failures),
          m_window(NanoSeconds(static_cast<int64_t>(keys.window_ns))),
          m_limit_bps(keys.limit_bps)
    {
        Simulator::Schedule(setting.start - Simulator::Now(), &SendCounter::Begin, this);
    }

    MonitorOutcome Outcome() const override
    {
        std::map<VmId, uint64_t> sent;
        std::map<VmId, uint64_t> failed;
        for (const auto& [vm, record] : m_records)
        {
            sent[vm] = record.sent;
            failed[vm] = record.failed;
        }
        return {.counts = {{"sent", sent}, {"failed", failed}}, .alarms = m_alarms};
    }

  private:
    /// Of one VM.
    struct Record
    {
        uint64_t sent{0};
        uint64_t failed{0};
        std::deque<Time> recent; ///< failures within the window, until the alarm
        bool alarmed{false};
    };

    /// Who asks by ARP, and for which address.
    using Question = std::pair<VnicId, uint32_t>;

    void Begin()
    {
        m_setting.drops.AddObserver([this](DropReason, const Ptr<const Packet>& packet)
                                    { m_dropped |= packet->GetUid() == m_uid; });
        for (const VmId vm : m_watched)
        {
            for (const VnicId vnic : m_setting.cloud.Plan().At(vm).vnics)
            {
                m_setting.cloud.DeviceOf(vnic).AddObserver(this);
            }
        }
    }

    void SendBegins(const VnicDevice&, const Ptr<const Packet>& frame) override
    {
        m_frame = FieldsOf(frame).value_or(FrameFields{});
        m_uid = frame->GetUid();
        m_dropped = false;
    }

    void SendEnds(const VnicDevice& vnic) override
    {
        if (IsControlOf(vnic, m_frame))
        {
            return;
        }
        const VmId vm = VmOf(vnic.GetVnic());
        ++m_records[vm].sent;
        if (m_frame.isArp && m_frame.arpOperation == kArpRequest)
        {
            Await({vnic.GetVnic(), m_frame.targetIp});
        }
        else if (m_dropped && !IsGroup(m_frame.destinationMac)) // or it may be one copy of many
        {
            Fail(vm);
        }
    }

    void Received(const VnicDevice& vnic, const Ptr<const Packet>& frame) override
    {
        const FrameFields fields = FieldsOf(frame).value_or(FrameFields{});
        if (!fields.isArp || fields.arpOperation != kArpReply)
        {
            return;
        }
        if (const auto asked = m_asked.find({vnic.GetVnic(), fields.senderIp});
            asked != m_asked.end())
        {
            for (const EventId& unanswered : asked->second)
            {
                Simulator::Cancel(unanswered);
            }
            m_asked.erase(asked);
        }
    }

    /// A request fails unless it is answered in time.
    void Await(Question question)
    {
        m_asked[question].push_back(
            Simulator::Schedule(kAnswerTime, &SendCounter::Unanswered, this, question));
    }

    void Unanswered(Question question)
    {
        std::deque<EventId>& asked = m_asked[question];
        asked.pop_front();
        if (asked.empty())
        {
            m_asked.erase(question);
        }
        Fail(VmOf(question.first));
    }

    void Fail(VmId vm)
    {
        Record& record = m_records[vm];
        ++record.failed;
        if (record.alarmed)
        {
            return;
        }
        const Time now = Simulator::Now();
        record.recent.push_back(now);
        while (record.recent.front() < now - m_window)
        {
            record.recent.pop_front();
        }
        if (record.recent.size() >= m_failures)
        {
            record.alarmed = true;
            record.recent.clear();
            m_alarms.emplace_back(vm, now);
            Limit(vm);
        }
    }

    /// Not while the frame that raised the alarm is on its way.
    void Limit(VmId vm)
    {
        if (m_limit_bps > 0)
        {
            Simulator::ScheduleNow([this, vm]
                                   { m_setting.cloud.Operate().Limit(vm, {m_limit_bps}); });
        }
    }

    VmId VmOf(VnicId vnic) const
    {
        return m_setting.cloud.Plan().At(vnic).vm;
    }

    MonitorSetting m_setting;
    std::vector<VmId> m_watched;
    uint32_t m_failures;
    Time m_window;
    uint64_t m_limit_bps;
    FrameFields m_frame;   ///< that a VM is sending
    uint64_t m_uid{0};     ///< of it
    bool m_dropped{false}; ///< it, or a copy of it
    std::map<VmId, Record> m_records;
    std::map<Question, std::deque<EventId>> m_asked; ///< when each request will have failed
    std::vector<std::pair<VmId, Time>> m_alarms;
};

class SendCounterKind : public MonitorKind
{
  public:
    std::string_view Name() const override
    {
        return "send-counter";
    }

    std::string_view Description() const override
    {
        return "counts what VMs send and what of it fails; an alarm where too much does";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<SendCounterKeys>();
    }

    std::vector<std::pair<std::string, std::string>> WatchKeys(const OwnKeys& keys) const override
    {
        return {{"vm", dynamic_cast<const SendCounterKeys&>(keys).vm}};
    }

    std::unique_ptr<Monitor> Start(const MonitorSetting& setting,
                                   const OwnKeys& keys) const override
    {
        return std::make_unique<SendCounter>(setting, dynamic_cast<const SendCounterKeys&>(keys));
    }
};

const MonitorKindRegistration kSendCounter{std::make_unique<SendCounterKind>()};

} // namespace

} // namespace ns3::vnlab
