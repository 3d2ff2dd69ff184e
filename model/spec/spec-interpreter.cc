// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-interpreter.h"

#include "model/input/nearest-name.h"
#include "model/spec/label-values.h"
#include "model/spec/path-labels.h"
#include "model/spec/spec-constraints.h"
#include "model/spec/spec-settings.h"
#include "model/spec/steering.h"
#include "model/spec/vm-names.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace ns3::vnlab
{

namespace
{

using Vertex = SpecGraph::vertex_descriptor;

/// @return what either list allows; an empty one allows everything
std::vector<Service>
Unite(const std::vector<Service>& a, const std::vector<Service>& b)
{
    std::vector<Service> united;
    if (!a.empty() && !b.empty())
    {
        std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(united));
    }
    return united;
}

class Interpreter
{
  public:
    Interpreter(const RawGraph& raw, const std::string& fileName)
        : m_raw(raw),
          m_whole(raw[boost::graph_bundle]),
          m_warnings(m_whole.warnings)
    {
        m_specification.name = fileName;
        m_places.file = fileName;
        m_places.graph = m_whole.place;
        m_places.subnets = m_whole.PlaceOf(m_whole.labels.contains("paths") ? "paths" : "subnet");
    }

    ReadResult Run()
    {
        ReadPaths();
        ReadVms();
        ReadLinks();
        ReadChains();
        std::vector<Diagnostic> violations = CheckConstraints(m_specification, m_places);
        std::move(violations.begin(), violations.end(), std::back_inserter(m_diagnostics));
        if (!m_diagnostics.empty())
        {
            throw InputError(std::move(m_diagnostics));
        }
        return {std::move(m_specification), std::move(m_warnings)};
    }

  private:
    void Report(Place place, std::string message)
    {
        m_diagnostics.push_back(MakeDiagnostic(m_places.file, place, std::move(message)));
    }

    void Warn(Place place, std::string message)
    {
        m_warnings.push_back(MakeDiagnostic(m_places.file, place, std::move(message)).ToString());
    }

    void ReadPaths();
    void ReadVms();
    VmSpec ReadVm(const Labels& labels, std::string name, Place place);
    void ReadDeny(Vertex vertex);
    std::optional<uint32_t> ReadMaxLinks(const Labels& labels, Place place);
    std::string SuggestVm(const std::string& unknown);
    std::string SuggestVmOrRole(const std::string& unknown);
    std::vector<std::string> KnownVms() const;
    void ReadLinks();
    void ReadPathOfLink(const std::string& name, Place place, LinkSpec& link);
    std::optional<LinkSpec> ReadLink(const Labels& labels, Place place);
    void ReadChains();
    std::vector<Vertex> ReadHops(const std::string& chain, Place place);
    bool AddLink(Vertex a, Vertex b, const LinkSpec& link, Place place);
    std::optional<Vertex> FindVm(const std::string& nameOrId) const;

    using LinkKey = std::tuple<uint32_t, Vertex, Vertex>; ///< path and both ends in order

    const RawGraph& m_raw;
    const RawGraphLabels& m_whole;
    Specification m_specification;
    SpecPlaces m_places;
    std::vector<std::string> m_warnings;
    std::unordered_map<std::string, uint32_t> m_pathByName;
    std::unordered_set<std::string> m_roles;
    std::optional<NameSuggestions> m_vmSuggestions; ///< made for the first name that is unknown
    std::optional<NameSuggestions> m_vmOrRoleSuggestions;
    std::optional<NameSuggestions> m_pathSuggestions;
    std::vector<Diagnostic> m_diagnostics;
    std::unordered_map<std::string, Vertex> m_vmByName; ///< or by its id, where no VM has that name
    std::map<LinkKey, SpecGraph::edge_descriptor> m_links;
};

void
Interpreter::ReadPaths()
{
    PathLabels read = ReadPathLabels(m_whole.labels);
    for (PathError& error : read.errors)
    {
        Report(m_whole.PlaceOf(error.label), std::move(error.message));
    }
    m_specification.paths = std::move(read.paths);
    m_specification.settings = read.settings;
    std::vector<std::string> names;
    for (const Path& path : m_specification.paths)
    {
        m_pathByName.emplace(path.name, static_cast<uint32_t>(names.size()));
        names.push_back(path.name);
    }
    m_pathSuggestions.emplace(std::move(names));
}

void
Interpreter::ReadVms()
{
    if (num_vertices(m_raw) == 0)
    {
        Report(m_places.graph, "the graph has no vertices; accepted is at least one VM");
    }
    VmNames named = NameVms(m_raw, m_places.file);
    std::move(named.warnings.begin(), named.warnings.end(), std::back_inserter(m_warnings));
    std::move(
        named.diagnostics.begin(), named.diagnostics.end(), std::back_inserter(m_diagnostics));

    const std::optional<uint32_t> usualMaxLinks =
        ReadMaxLinks(m_whole.labels, m_whole.PlaceOf("max_links"));
    m_specification.settings[SpecPart::kVms] = num_vertices(m_raw);
    m_specification.settings[SpecPart::kLinks] += usualMaxLinks ? 1 : 0;
    for (const Vertex vertex : boost::make_iterator_range(vertices(m_raw)))
    {
        const RawVertex& raw = m_raw[vertex];
        VmSpec vm = ReadVm(raw.labels, named.names[vertex], raw.place);
        if (vm.maxLinks == usualMaxLinks)
        {
            vm.maxLinks.reset(); // said for all
        }
        AddSettings(vm, m_specification.settings);
        vm.maxLinks = vm.maxLinks ? vm.maxLinks : usualMaxLinks;
        m_roles.insert(vm.role);
        m_vmByName.emplace(vm.name, vertex);
        m_places.vms.push_back(raw.place);
        m_specification.graph[add_vertex(m_specification.graph)] = std::move(vm);
    }
    for (const Vertex vertex : boost::make_iterator_range(vertices(m_raw)))
    {
        m_vmByName.emplace(m_raw[vertex].id, vertex);
    }
    for (const Vertex vertex : boost::make_iterator_range(vertices(m_raw)))
    {
        ReadDeny(vertex);
    }
}

VmSpec
Interpreter::ReadVm(const Labels& labels, std::string name, Place place)
{
    return {std::move(name),
            TrimmedLabel(labels, "role"),
            ReadMaxLinks(labels, place),
            SplitWords(TrimmedLabel(labels, "deny"))};
}

/// Replaces ids by names, so that a denied VM is known by one word from here on.
void
Interpreter::ReadDeny(Vertex vertex)
{
    VmSpec& vm = m_specification.graph[vertex];
    for (std::string& denied : vm.deny)
    {
        const std::optional<Vertex> other = FindVm(denied);
        if (m_roles.contains(denied))
        {
            continue;
        }
        if (!other)
        {
            Warn(m_places.vms[vertex],
                 "VM " + QuoteFound(vm.name) + " denies " + QuoteFound(denied) +
                     ", which is neither a VM nor a role" + SuggestVmOrRole(denied));
            continue;
        }
        denied = m_specification.graph[*other].name;
    }
}

std::optional<uint32_t>
Interpreter::ReadMaxLinks(const Labels& labels, Place place)
{
    const std::string text = TrimmedLabel(labels, "max_links");
    const std::optional<uint32_t> count = ParseCount(text);
    if (!text.empty() && !count)
    {
        Report(place,
               "max_links is " + QuoteFound(text) + "; accepted is a number from 0 to 4294967295");
    }
    return count;
}

void
Interpreter::ReadLinks()
{
    for (const auto edge : boost::make_iterator_range(edges(m_raw)))
    {
        const RawEdge& raw = m_raw[edge];
        const Vertex a = source(edge, m_raw);
        const Vertex b = target(edge, m_raw);
        const std::optional<LinkSpec> link = ReadLink(raw.labels, raw.place);
        if (!link)
        {
            continue;
        }
        ++m_specification.settings[SpecPart::kLinks];
        AddSettings(*link, m_specification.settings);
        const SpecGraph& graph = m_specification.graph;
        if (a == b)
        {
            Warn(raw.place, "an edge from " + QuoteFound(graph[a].name) + " to itself is ignored");
        }
        else if (!AddLink(a, b, *link, raw.place))
        {
            Warn(raw.place,
                 "the edge between " + QuoteFound(graph[a].name) + " and " +
                     QuoteFound(graph[b].name) + " is parallel to an earlier one on path " +
                     QuoteFound(m_specification.paths[link->path].name) + " and merged into it");
        }
    }
}

std::optional<LinkSpec>
Interpreter::ReadLink(const Labels& labels, Place place)
{
    LinkSpec link;
    const size_t errorsBefore = m_diagnostics.size();
    if (const std::string name = TrimmedLabel(labels, "path"); !name.empty())
    {
        ReadPathOfLink(name, place, link);
    }
    if (!TrimmedLabel(labels, "protocol").empty())
    {
        Report(place, "a protocol on an edge; accepted is one on the graph or in its paths");
    }
    for (const std::string& text : SplitWords(TrimmedLabel(labels, "allow")))
    {
        const std::optional<Service> service = ParseService(text);
        if (!service)
        {
            Report(place,
                   "allow has " + QuoteFound(text) +
                       "; accepted are tcp/PORT, udp/PORT, tcp, udp and icmp, "
                       "with a PORT from 1 to 65535");
            continue;
        }
        link.allow.push_back(*service);
    }
    std::sort(link.allow.begin(), link.allow.end());
    link.allow.erase(std::unique(link.allow.begin(), link.allow.end()), link.allow.end());
    return m_diagnostics.size() == errorsBefore ? std::optional(link) : std::nullopt;
}

void
Interpreter::ReadPathOfLink(const std::string& name, Place place, LinkSpec& link)
{
    const auto found = m_pathByName.find(name);
    if (found == m_pathByName.end())
    {
        Report(place,
               "path " + QuoteFound(name) + " is not among the graph's paths" +
                   m_pathSuggestions->For(name));
        return;
    }
    link.path = found->second;
}

void
Interpreter::ReadChains()
{
    const Place place = m_whole.PlaceOf("chains");
    std::vector<std::pair<std::vector<Vertex>, std::string>> read;
    for (const std::string& chain : SplitList(TrimmedLabel(m_whole.labels, "chains"), ","))
    {
        const std::string quoted = "chain " + QuoteFound(chain);
        const size_t errorsBefore = m_diagnostics.size();
        std::vector<Vertex> vms = ReadHops(chain, place);
        ++m_specification.settings[vms.size() > 2 ? SpecPart::kChains : SpecPart::kLinks];
        if (m_diagnostics.size() == errorsBefore)
        {
            read.emplace_back(std::move(vms), quoted);
        }
    }
    SpecGraph& graph = m_specification.graph;
    for (const auto& [vms, quoted] : read)
    {
        if (const auto problem = SteerChain(graph, vms))
        {
            Report(place, quoted + " " + *problem);
        }
    }
    for (const auto& [vms, quoted] : read)
    {
        if (const auto problem = ProblemOfHops(graph, vms))
        {
            Report(place, quoted + " " + *problem);
        }
    }
    m_places.links.resize(num_edges(graph), place);
}

/// Links the neighbours of a chain. @return its VMs that exist
std::vector<Vertex>
Interpreter::ReadHops(const std::string& chain, Place place)
{
    const std::vector<std::string> names = SplitList(chain, ">");
    const std::string quoted = "chain " + QuoteFound(chain);
    if (names.size() < 2)
    {
        Report(place, quoted + " is not one; accepted is VM>VM or longer");
    }
    std::vector<Vertex> vms;
    std::optional<Vertex> previous;
    for (const std::string& name : names)
    {
        const std::optional<Vertex> vm = FindVm(name);
        if (!vm)
        {
            Report(place,
                   quoted + " names VM " + QuoteFound(name) + ", which does not exist" +
                       SuggestVm(name));
        }
        else if (vm == previous)
        {
            Report(place, quoted + " links VM " + QuoteFound(name) + " to itself");
        }
        else if (std::ranges::find(vms, *vm) != vms.end())
        {
            Report(place, quoted + " passes VM " + QuoteFound(name) + " twice; accepted is once");
        }
        else if (previous &&
                 !m_links.contains({0, std::min(*previous, *vm), std::max(*previous, *vm)}))
        {
            AddLink(*previous, *vm, LinkSpec{}, place);
        }
        if (vm)
        {
            vms.push_back(*vm);
        }
        previous = vm;
    }
    return vms;
}

/// @return false where the link was merged into one that joins the VMs on the same path already
bool
Interpreter::AddLink(Vertex a, Vertex b, const LinkSpec& link, Place place)
{
    const LinkKey key{link.path, std::min(a, b), std::max(a, b)};
    if (const auto found = m_links.find(key); found != m_links.end())
    {
        LinkSpec& earlier = m_specification.graph[found->second];
        earlier.allow = Unite(earlier.allow, link.allow);
        return false;
    }
    m_links.emplace(key, add_edge(a, b, link, m_specification.graph).first);
    m_places.links.push_back(place);
    return true;
}

std::optional<Vertex>
Interpreter::FindVm(const std::string& nameOrId) const
{
    const auto found = m_vmByName.find(nameOrId);
    return found == m_vmByName.end() ? std::nullopt : std::optional(found->second);
}

/// @return the names of all VMs, and ids that stand for them
std::vector<std::string>
Interpreter::KnownVms() const
{
    std::vector<std::string> known;
    for (const auto& [name, vertex] : m_vmByName)
    {
        known.push_back(name);
    }
    return known;
}

std::string
Interpreter::SuggestVm(const std::string& unknown)
{
    if (!m_vmSuggestions)
    {
        m_vmSuggestions.emplace(KnownVms());
    }
    return m_vmSuggestions->For(unknown);
}

std::string
Interpreter::SuggestVmOrRole(const std::string& unknown)
{
    if (!m_vmOrRoleSuggestions)
    {
        std::vector<std::string> known = KnownVms();
        known.insert(known.end(), m_roles.begin(), m_roles.end());
        m_vmOrRoleSuggestions.emplace(std::move(known));
    }
    return m_vmOrRoleSuggestions->For(unknown);
}

} // namespace

ReadResult
InterpretGraph(const RawGraph& graph, const std::string& fileName)
{
    return Interpreter(graph, fileName).Run();
}

} // namespace ns3::vnlab
