// SPDX-License-Identifier: GPL-2.0-only
#include "model/service/middlebox.h"

namespace ns3::vnlab
{

std::optional<MiddleboxObjection>
MiddleboxKind::Objection(const OwnKeys&) const
{
    return std::nullopt;
}

std::vector<MiddleboxMention>
MiddleboxKind::Mentions(const OwnKeys&) const
{
    return {};
}

const MiddleboxKind*
FindMiddleboxKind(std::string_view name)
{
    return Registry<MiddleboxKind>::Get().Find(name);
}

std::vector<const MiddleboxKind*>
AllMiddleboxKinds()
{
    return Registry<MiddleboxKind>::Get().All();
}

} // namespace ns3::vnlab
