// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BGP_CONNECTION_H
#define VNLAB_BGP_CONNECTION_H

#include "model/control/control-channel.h"
#include "model/control/control-end.h"
#include "model/control/plane/bgp-node.h"

#include <any>
#include <array>
#include <cstdint>

namespace ns3::vnlab
{

/// The TCP port of a VTEP towards its first reflector; towards the others the following ones. In the
/// dynamic range.
constexpr uint16_t kBgpClientPort = 49164;

/**
 * @brief The TCP connection between a VTEP, which opens it, and a reflector: BGP messages in real
 * frames.
 *
 * Where the session ends it is closed, and opened again 10 s later if both machines are there.
 */
class BgpConnection
{
  public:
    /// One of the two ends.
    enum Side : uint8_t
    {
        kVtep,
        kReflector,
    };

    struct End
    {
        BgpNode& node;       ///< outlives the connection
        uint32_t identifier; ///< of its speaker
        ControlEnd at;
    };

    /// @param traffic counts what both send; like `changes`, it outlives the connection
    BgpConnection(const End& vtep,
                  const End& reflector,
                  ControlTraffic& traffic,
                  BgpChanges& changes);

    /// Opens it where it is not open and both machines are there.
    void Open();

    /// Both ends forget the connection and what was on its way.
    void Close();

    /// The same when it is noticed that a machine has failed.
    void CloseAfter(Time detection);

    /// Opens it later, say when it is noticed that a machine is there again.
    void OpenAfter(Time wait);

    void ReceiveSegment(Side at, const TcpSegment& segment);

  private:
    BgpPort PortOf(Side side);
    void Send(Side from, const std::shared_ptr<BgpLetter>& letter);
    void Arrive(Side at, const std::any& content);

    std::array<BgpNode*, 2> m_nodes;
    std::array<bgp::PeerId, 2> m_peers; // the other end, as each numbers it
    ControlTraffic& m_traffic;
    BgpChanges& m_changes;
    TcpStream m_vtep;
    TcpStream m_reflector;
    uint32_t m_connections{0}; // that were closed: what belongs to them is void
    bool m_isOpen{false};
};

} // namespace ns3::vnlab

#endif // VNLAB_BGP_CONNECTION_H
