// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/tshark.h"

#include "test/support/reader-program.h"

#include <sstream>
#include <stdexcept>
#include <string_view>

namespace ns3::vnlab::test
{
namespace
{

using nlohmann::json;

/// Calls visit(object) for a node, where it is an object, and for all objects in it.
template <class Visit>
void
ForEachObject(const json& node, const Visit& visit)
{
    if (node.is_object())
    {
        visit(node);
    }
    if (node.is_structured())
    {
        for (const json& value : node)
        {
            ForEachObject(value, visit);
        }
    }
}

/// @return what is wrong according to the fields of one object, those of objects in it aside
std::vector<std::string>
ProblemsOf(const json& object)
{
    constexpr std::string_view status = ".checksum.status";
    constexpr const char* badChecksum = "0";
    constexpr const char* severityError = "8388608"; // PI_ERROR of Wireshark's epan/proto.h
    std::vector<std::string> problems;
    for (const auto& [name, value] : object.items())
    {
        if (name.ends_with(status) && value == badChecksum)
        {
            problems.push_back("bad checksum: " + name.substr(0, name.size() - status.size()));
        }
    }
    if (object.value("_ws.expert.severity", json()) == severityError)
    {
        const std::string message = object.at("_ws.expert.message");
        if (!message.starts_with("Bad checksum")) // which has a status, too
        {
            problems.push_back(message);
        }
    }
    return problems;
}

/// @return the last protocol of "eth:ethertype:ip:udp:data" that is not opaque payload
std::string
InnermostOf(const std::string& protocols)
{
    std::string innermost;
    std::istringstream names(protocols);
    for (std::string name; std::getline(names, name, ':');)
    {
        if (name != "data")
        {
            innermost = name;
        }
    }
    return innermost;
}

/// Takes a field out of every IP layer of a packet.
void
EraseIpField(json& layers, const char* field)
{
    const auto ip = layers.find("ip");
    if (ip == layers.end())
    {
        return;
    }
    if (!ip->is_array())
    {
        ip->erase(field);
        return;
    }
    for (json& one : *ip)
    {
        one.erase(field);
    }
}

} // namespace

bool
TsharkAvailable()
{
    return RunReader({"tshark", "--version"}).status == 0;
}

std::vector<json>
Dissect(const std::string& pcapPath, const std::vector<std::string>& preferences)
{
    std::vector<std::string> words{"tshark", "-r", pcapPath, "-T", "json", "--no-duplicate-keys"};
    for (const char* protocol : {"ip", "udp", "tcp"})
    {
        words.insert(words.end(), {"-o", std::string(protocol) + ".check_checksum:TRUE"});
    }
    for (const std::string& preference : preferences)
    {
        words.insert(words.end(), {"-o", preference});
    }
    const ReaderResult result = RunReader(std::move(words));
    if (result.status != 0)
    {
        throw std::runtime_error("tshark failed on " + pcapPath);
    }
    std::vector<json> packets;
    for (const json& packet : json::parse(result.output))
    {
        packets.push_back(packet.at("_source").at("layers"));
        EraseIpField(packets.back(),
                     "ip.stream"); // a count of later versions' own, not of the packet
    }
    return packets;
}

std::vector<std::string>
Problems(const std::vector<json>& packets, const std::set<std::string>& innermost)
{
    std::vector<std::string> problems;
    for (size_t index = 0; index < packets.size(); ++index)
    {
        const json& layers = packets[index];
        const std::string protocols = layers.at("frame").at("frame.protocols");
        const auto report = [&](const std::string& problem) {
            problems.push_back("packet " + std::to_string(index + 1) + " (" + protocols +
                               "): " + problem);
        };
        for (const char* marker : {"_ws.malformed", "_ws.short"})
        {
            if (layers.contains(marker))
            {
                report(marker);
            }
        }
        if (!innermost.contains(InnermostOf(protocols)))
        {
            report("ends in " + InnermostOf(protocols));
        }
        ForEachObject(layers,
                      [&](const json& object)
                      {
                          for (const std::string& problem : ProblemsOf(object))
                          {
                              report(problem);
                          }
                      });
    }
    return problems;
}

std::vector<std::string>
Problems(const std::string& pcapPath, const std::set<std::string>& innermost)
{
    return Problems(Dissect(pcapPath), innermost);
}

} // namespace ns3::vnlab::test
