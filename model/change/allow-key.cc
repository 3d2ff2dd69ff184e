// SPDX-License-Identifier: GPL-2.0-only
#include "model/change/allow-key.h"

#include "model/spec/label-values.h"

#include <algorithm>

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
                                   "has \"" + word +
                                       "\"; accepted are tcp/PORT, udp/PORT, tcp, udp and icmp, "
                                       "ports from 1 to 65535"};
        }
    }
    return std::nullopt;
}

std::vector<Service>
ServicesIn(const std::string& text)
{
    std::vector<Service> services;
    for (const std::string& word : SplitWords(text))
    {
        services.push_back(ParseService(word).value());
    }
    std::ranges::sort(services);
    const auto repeated = std::ranges::unique(services);
    services.erase(repeated.begin(), repeated.end());
    return services;
}

} // namespace ns3::vnlab
