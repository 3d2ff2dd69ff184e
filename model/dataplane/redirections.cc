// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/redirections.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::vnlab
{

void
Redirections::Set(VnicId vnic, const Redirection& redirection)
{
    m_byVnic.insert_or_assign(vnic, redirection);
}

void
Redirections::End(VnicId vnic)
{
    m_byVnic.erase(vnic);
}

void
Redirections::Clear()
{
    m_byVnic.clear();
}

bool
Redirections::IsEmpty() const
{
    return m_byVnic.empty();
}

template <class Predicate>
const Redirection*
Redirections::Find(Predicate isMeant) const
{
    const auto found = std::ranges::find_if(m_byVnic,
                                            [&isMeant](const auto& entry) {
                                                return isMeant(entry.second) &&
                                                       Simulator::Now() < entry.second.until;
                                            });
    return found == m_byVnic.end() ? nullptr : &found->second;
}

const Redirection*
Redirections::OfMac(Vni vni, const MacBytes& mac) const
{
    return Find([&](const Redirection& it) { return it.vni == vni && it.mac == mac; });
}

const Redirection*
Redirections::OfAddress(uint32_t from) const
{
    return Find([from](const Redirection& it) { return it.from == from; });
}

} // namespace ns3::vnlab
