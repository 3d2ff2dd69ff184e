// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/path-labels.h"

#include "model/spec/label-values.h"
#include "model/spec/spec-settings.h"

#include <set>

namespace ns3::vnlab
{

namespace
{

TunnelProtocol
ReadProtocol(const std::string& text, PathLabels& result)
{
    const TunnelProtocol usual = DefaultPath().protocol;
    const std::optional<TunnelProtocol> protocol = ParseTunnelProtocol(text);
    if (!text.empty() && !protocol)
    {
        result.errors.push_back(
            {"protocol", "protocol is " + QuoteFound(text) + "; accepted are vxlan, nvgre, ipip"});
    }
    result.settings[SpecPart::kProtocol] = protocol && *protocol != usual ? 1 : 0;
    return protocol.value_or(usual);
}

void
RequireHosts(const std::string& label,
             const std::string& text,
             const Ipv4Prefix& prefix,
             PathLabels& result)
{
    if (const std::string why = WhyNoHosts(prefix); !why.empty())
    {
        result.errors.push_back({label,
                                 label + " has " + QuoteFound(text) + ", but " + why +
                                     "; accepted is a prefix of hosts, such as 10.0.0.0/16"});
    }
}

void
ReadOnlyPath(const std::string& subnet, TunnelProtocol protocol, PathLabels& result)
{
    Path path = DefaultPath();
    const std::optional<Ipv4Prefix> prefix = Ipv4Prefix::Parse(subnet);
    if (!subnet.empty() && !prefix)
    {
        result.errors.push_back({"subnet",
                                 "subnet is " + QuoteFound(subnet) +
                                     "; accepted is a prefix with host bits zero, such as "
                                     "10.0.0.0/16"});
    }
    else if (prefix)
    {
        RequireHosts("subnet", subnet, *prefix, result);
    }
    path.subnet = prefix.value_or(path.subnet);
    path.protocol = protocol;
    result.paths.push_back(path);
}

void
ReadPaths(const std::vector<std::string>& texts, TunnelProtocol protocol, PathLabels& result)
{
    std::set<std::string> names;
    for (const std::string& text : texts)
    {
        const std::optional<Path> path = ParsePath(text, protocol);
        if (!path)
        {
            result.errors.push_back({"paths",
                                     "paths has " + QuoteFound(text) +
                                         "; accepted is name=prefix or name=prefix:protocol, such "
                                         "as control=10.1.0.0/24:nvgre"});
            continue;
        }
        if (!names.insert(path->name).second)
        {
            result.errors.push_back(
                {"paths",
                 "path " + QuoteFound(path->name) + " is named twice; accepted are unique names"});
        }
        RequireHosts("paths", text, path->subnet, result);
        result.paths.push_back(*path);
    }
}

} // namespace

PathLabels
ReadPathLabels(const Labels& labels)
{
    PathLabels result;
    const TunnelProtocol protocol = ReadProtocol(TrimmedLabel(labels, "protocol"), result);
    const std::string subnet = TrimmedLabel(labels, "subnet");
    const std::vector<std::string> paths = SplitWords(LabelValue(labels, "paths"));
    if (!paths.empty() && !subnet.empty())
    {
        result.errors.push_back(
            {"subnet", "subnet beside paths; accepted is one of them: paths have subnets"});
    }
    ReadPaths(paths, protocol, result);
    if (result.paths.empty())
    {
        ReadOnlyPath(subnet, protocol, result);
    }
    result.settings[SpecPart::kPaths] = CountPaths(result.paths, protocol);
    return result;
}

} // namespace ns3::vnlab
