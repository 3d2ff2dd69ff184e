// SPDX-License-Identifier: GPL-2.0-only
#include "model/change/allow-key.h"

#include "model/spec/label-values.h"

namespace ns3::vnlab
{

void
VisitAllow(KeyVisitor& keys, const Key& like, std::string& value)
{
    Key key = like;
    key.name = "allow";
    key.description =
        "services that the link permits, as in specifications: \"tcp/80 udp/53 icmp\"";
    keys.Text(key.Default("everything"), value);
}

std::optional<ChangeObjection>
ObjectionToAllow(const std::string& text)
{
    for (const std::string& word : SplitWords(text))
    {
        if (!ParseService(word))
        {
            return ChangeObjection{"allow",
                                   "has \"" + word + "\"; accepted are " + kAcceptedServices};
        }
    }
    return std::nullopt;
}

} // namespace ns3::vnlab
