// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REDIRECTIONS_H
#define VNLAB_REDIRECTIONS_H

#include "model/ids.h"
#include "model/mac-bytes.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <map>

namespace ns3::vnlab
{

/// Where a vNIC is that has left a host, for who still sends to it there.
struct Redirection
{
    Vni vni;          ///< of its segment
    MacBytes mac{};   ///< its own
    uint32_t from{0}; ///< the provider address that it had here, IPv4 in host byte order
    uint32_t to{0};   ///< the one that it has
    Time until{};     ///< not from then on; Time::Max(): as long as it is asked for
};

/// The redirections of one host, of which there are few at a time.
class Redirections
{
  public:
    /// In place of the one that the vNIC has.
    void Set(VnicId vnic, const Redirection& redirection);

    void End(VnicId vnic);
    void Clear();
    bool IsEmpty() const;

    /// @return the one of an address in a segment that holds now, or nullptr; valid until the next change
    const Redirection* OfMac(Vni vni, const MacBytes& mac) const;

    /// @return the one of a provider address likewise
    const Redirection* OfAddress(uint32_t from) const;

  private:
    template <class Predicate>
    const Redirection* Find(Predicate isMeant) const;

    std::map<VnicId, Redirection> m_byVnic;
};

} // namespace ns3::vnlab

#endif // VNLAB_REDIRECTIONS_H
