// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BGP_NODE_H
#define VNLAB_BGP_NODE_H

#include "model/control/plane/bgp-changes.h"
#include "model/protocol/bgp-speaker.h"
#include "model/substrate/server-cpu.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace ns3::vnlab
{

/// A BGP message on its way, and what it stems from until it has arrived.
struct BgpLetter
{
    Bytes bytes;
    BgpCauses causes;
};

/// How a speaker's end of a connection is used.
struct BgpPort
{
    std::function<void(std::shared_ptr<BgpLetter> letter)> send;
    std::function<void()>
        ended; ///< the session is over: the connection has to be closed, but later
};

/// A machine that speaks BGP.
struct BgpNodeSetting
{
    bgp::SpeakerConfig speaker;
    ServerCpu* cpu{nullptr}; ///< outlives the node; nullptr: a processor without other work
    Time route{};            ///< work on each route of an UPDATE that comes
};

/**
 * @brief A BGP speaker in a machine: what it takes waits for the processor, and is taken in order of
 * arrival, connection by connection.
 */
class BgpNode
{
  public:
    using Changed = std::function<void(const bgp::EvpnRib::Changes& changes)>;

    /// @param changes outlives the node @param changed told when its Loc-RIB changes
    BgpNode(const BgpNodeSetting& setting, BgpChanges& changes, Changed changed);

    /// @param address,isClient as BgpSpeaker::AddPeer
    bgp::PeerId AddPeer(uint32_t address, bool isClient, BgpPort port);

    /// The connection is open, or was opened by the other end.
    void Opened(bgp::PeerId peer);

    /// This end opens the session; the other one does when it hears of that.
    void Greet(bgp::PeerId peer);

    /// The connection went away.
    void Closed(bgp::PeerId peer);

    /// Takes a message that has arrived.
    void Take(bgp::PeerId peer, BgpLetter& letter);

    /// A machine without power says nothing.
    void SetOff(bool isOff);
    bool IsOff() const;

    bgp::BgpSpeaker& Speaker();
    const bgp::BgpSpeaker& Speaker() const;

    /// @return work on routes so far
    Time CpuTime() const;

  private:
    struct Peer
    {
        BgpPort port;
        Time ready{};            ///< when it has taken what came last
        uint32_t connections{0}; ///< what belongs to earlier ones is void
        bool isOpen{false};
    };

    void Send(bgp::PeerId peer, const Bytes& message);
    void Note(const bgp::EvpnRib::Changes& changes);
    void Ended(bgp::PeerId peer);
    void Process(bgp::PeerId peer, const Bytes& message);

    BgpNodeSetting m_setting;
    BgpChanges& m_changes;
    Changed m_changed;
    std::vector<Peer> m_peers; // by PeerId
    BgpCauses m_untold; // of what neighbours may not have been told yet, once for each change
    Time m_cpu;
    bool m_isOff{false};
    bgp::BgpSpeaker m_speaker;
};

} // namespace ns3::vnlab

#endif // VNLAB_BGP_NODE_H
