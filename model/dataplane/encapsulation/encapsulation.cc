// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/encapsulation/encapsulation.h"

namespace ns3::vnlab
{

const Encapsulation*
FindEncapsulation(std::string_view name)
{
    return Registry<Encapsulation>::Get().Find(name);
}

std::vector<const Encapsulation*>
AllEncapsulations()
{
    return Registry<Encapsulation>::Get().All();
}

} // namespace ns3::vnlab
