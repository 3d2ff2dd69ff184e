// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CONTROL_MESSAGE_H
#define VNLAB_CONTROL_MESSAGE_H

#include "model/rule/encoded-rules.h"

#include <cstdint>

namespace ns3::vnlab
{

/// One message of the control plane: a header of 16 bytes and, in an update, its rules.
struct ControlMessage
{
    enum class Kind : uint8_t
    {
        kClientHello,    ///< TLS 1.3 handshake (RFC 8446 section 2): one round trip
        kServerFlight,   ///< ServerHello … Finished, with the agent's certificate
        kClientFinished, ///< with the controller's certificate
        kUpdate,         ///< controller to agent: rules to erase, then rules to write
        kAck,            ///< agent to controller: all of an update's rules have been tried
        kResume,         ///< agent to controller, on a channel opened again: how far it has come
        kMiss,           ///< agent to controller: a packet needs an entry, with the packet's head
        kForgotten, ///< agent to controller: entries are no longer there, their time being over
        kBusyPair,  ///< a gateway's agent to controller: a vNIC sends much to another one
    };

    /// The update that brings an agent up to date which has missed some.
    static constexpr uint64_t kResync = UINT64_MAX;

    Kind kind{Kind::kUpdate};
    uint64_t update{
        0}; ///< which update this is or acknowledges; of kMiss and kBusyPair: the vNIC that sends
    EncodedRules rules;  ///< of what agents tell: the entries, as if they were to be erased
    uint32_t refused{0}; ///< of kAck: rules that the place could not take (a full map)

    /// @return bytes before encryption
    uint32_t Size() const;
};

} // namespace ns3::vnlab

#endif // VNLAB_CONTROL_MESSAGE_H
