// SPDX-License-Identifier: GPL-2.0-only
#include "model/key/units.h"
#include "model/spec/graphml-reader.h"
#include "model/spec/label-values.h"
#include "model/substrate/wan-graph.h"
#include "model/substrate/wan-ways.h"

#include <algorithm>
#include <array>
#include <boost/graph/connected_components.hpp>
#include <boost/range/iterator_range.hpp>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace ns3::vnlab
{

namespace
{

using Node = RawGraph::vertex_descriptor;

constexpr std::array kWanLabels{LabelWord{LabelOwner::kVertex, "label", false},
                                LabelWord{LabelOwner::kVertex, "Latitude"},
                                LabelWord{LabelOwner::kVertex, "Longitude"}};

/// Makes a WAN of the nodes and edges that a file has.
class WanBuilder
{
  public:
    WanBuilder(const RawGraph& raw, const std::string& fileName, uint64_t delay_ns)
        : m_raw(raw),
          m_fileName(fileName),
          m_delay_ns(delay_ns)
    {
        m_wan.warnings = raw[boost::graph_bundle].warnings;
    }

    WanGraph Build()
    {
        CheckCount();
        ThrowIfWrong();
        NameDatacenters();
        ReadCoordinates();
        CheckConnected();
        ThrowIfWrong();
        AddLinks();
        FindWays(m_wan);
        return std::move(m_wan);
    }

  private:
    void Report(Place place, std::string message)
    {
        m_diagnostics.push_back(MakeDiagnostic(m_fileName, place, std::move(message)));
    }

    void Warn(Place place, std::string message)
    {
        m_wan.warnings.push_back(MakeDiagnostic(m_fileName, place, std::move(message)).ToString());
    }

    void ThrowIfWrong()
    {
        if (!m_diagnostics.empty())
        {
            throw InputError(std::move(m_diagnostics));
        }
    }

    std::string Quoted(Node node) const
    {
        return "'" + m_wan.names[node] + "'";
    }

    void CheckCount();
    void NameDatacenters();
    void ReadCoordinates();
    std::optional<double> ReadDegrees(Node node, const std::string& label, double most);
    void CheckConnected();
    void AddLinks();

    const RawGraph& m_raw;
    const std::string& m_fileName;
    const uint64_t m_delay_ns; ///< of links whose delay the file does not tell
    std::vector<Diagnostic> m_diagnostics;
    WanGraph m_wan;
    std::vector<std::optional<GeoPoint>> m_points; ///< by node
};

void
WanBuilder::CheckCount()
{
    const size_t count = num_vertices(m_raw);
    const Place place = m_raw[boost::graph_bundle].place;
    if (count == 0)
    {
        Report(place, "there is no data center; accepted is at least one");
    }
    else if (count > kMostDatacenters)
    {
        Report(place,
               "there are " + std::to_string(count) + " data centers; accepted are at most " +
                   std::to_string(kMostDatacenters));
    }
}

void
WanBuilder::NameDatacenters()
{
    std::map<std::string, size_t> bearers;
    for (const Node node : boost::make_iterator_range(vertices(m_raw)))
    {
        ++bearers[TrimmedLabel(m_raw[node].labels, "label")];
    }
    for (const Node node : boost::make_iterator_range(vertices(m_raw)))
    {
        const RawVertex& raw = m_raw[node];
        const std::string label = TrimmedLabel(raw.labels, "label");
        m_wan.names.push_back(label.empty()         ? raw.id
                              : bearers[label] == 1 ? label
                                                    : label + " (" + raw.id + ")");
    }
}

void
WanBuilder::ReadCoordinates()
{
    std::string without;
    for (const Node node : boost::make_iterator_range(vertices(m_raw)))
    {
        const std::optional<double> latitude = ReadDegrees(node, "Latitude", 90);
        const std::optional<double> longitude = ReadDegrees(node, "Longitude", 180);
        m_points.push_back(latitude && longitude ? std::optional(GeoPoint{*latitude, *longitude})
                                                 : std::nullopt);
        if (!m_points.back())
        {
            without += (without.empty() ? "" : ", ") + Quoted(node);
        }
    }
    if (!without.empty())
    {
        m_wan.warnings.push_back(m_fileName + ": no Latitude and Longitude, so that the links' " +
                                 "delay is that of the scenario, " +
                                 FormatQuantity(m_delay_ns, kDurations) + ": " + without);
    }
}

std::optional<double>
WanBuilder::ReadDegrees(Node node, const std::string& label, double most)
{
    const std::string text = TrimmedLabel(m_raw[node].labels, label);
    if (text.empty())
    {
        return std::nullopt;
    }
    double degrees = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), degrees);
    if (error != std::errc{} || end != text.data() + text.size() || !(std::abs(degrees) <= most))
    {
        const std::string limit = std::to_string(static_cast<int>(most));
        Report(m_raw[node].place,
               label + " of " + Quoted(node) + " is '" + text + "'; accepted are degrees from -" +
                   limit + " to " + limit);
        return std::nullopt;
    }
    return degrees;
}

void
WanBuilder::CheckConnected()
{
    std::vector<size_t> part(num_vertices(m_raw));
    connected_components(m_raw, part.data());
    const auto apart = std::ranges::find_if(part, [&part](size_t p) { return p != part.front(); });
    if (apart != part.end())
    {
        const auto node = static_cast<Node>(apart - part.begin());
        Report(m_raw[node].place,
               "data center " + Quoted(node) + " cannot be reached from " + Quoted(0) +
                   "; accepted is a WAN in which each data center reaches each");
    }
}

void
WanBuilder::AddLinks()
{
    std::map<std::pair<Node, Node>, Place> seen;
    for (const auto edge : boost::make_iterator_range(edges(m_raw)))
    {
        const Node a = source(edge, m_raw);
        const Node b = target(edge, m_raw);
        const Place place = m_raw[edge].place;
        if (a == b)
        {
            Warn(place, "a link from " + Quoted(a) + " to itself is ignored");
            continue;
        }
        const auto [first, isNew] = seen.emplace(std::minmax(a, b), place);
        if (!isNew) // of equal delay, as that depends on the ends only
        {
            Warn(place,
                 "a link between " + Quoted(a) + " and " + Quoted(b) +
                     " is parallel to that in line " + std::to_string(first->second.line) +
                     "; that one stays");
            continue;
        }
        m_wan.links.push_back({static_cast<uint32_t>(a),
                               static_cast<uint32_t>(b),
                               m_points[a] && m_points[b]
                                   ? FibreDelay_ns(GreatCircle_m(*m_points[a], *m_points[b]))
                                   : m_delay_ns});
    }
}

} // namespace

WanGraph
ReadWan(std::string_view graphml, const std::string& fileName, uint64_t delay_ns)
{
    return WanBuilder(ReadGraphMl(graphml, fileName, kWanLabels), fileName, delay_ns).Build();
}

} // namespace ns3::vnlab
