// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPEC_TEST_HELPERS_H
#define VNLAB_SPEC_TEST_HELPERS_H

#include "model/input/input-error.h"
#include "model/spec/spec-delta.h"
#include "model/spec/spec-reader.h"

#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

inline constexpr Service kTcp80{6, 80};
inline constexpr Service kUdp53{17, 53};

inline ReadResult
ReadDotText(std::string_view text)
{
    return ReadSpecification(text, SpecFormat::kDot, "t.dot");
}

inline ReadResult
ReadGraphMlText(std::string_view text)
{
    return ReadSpecification(text, SpecFormat::kGraphMl, "t.graphml");
}

/// A GraphML text whose body starts in line 7.
inline std::string
GraphMl(const std::string& body)
{
    return "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
           "<key id=\"g1\" for=\"graph\" attr.name=\"subnet\" attr.type=\"string\"/>\n"
           "<key id=\"n1\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n"
           "<key id=\"n2\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
           "<key id=\"n3\" for=\"node\" attr.name=\"max_links\" attr.type=\"int\"/>\n"
           "<graph edgedefault=\"undirected\">\n" +
           body + "</graph>\n</graphml>\n";
}

/// What is wrong with a text, one complaint each; empty where it is accepted.
inline std::vector<std::string>
Complaints(std::string_view text, SpecFormat format)
{
    std::vector<std::string> complaints;
    try
    {
        ReadSpecification(text, format, format == SpecFormat::kDot ? "t.dot" : "t.graphml");
    }
    catch (const InputError& error)
    {
        for (const Diagnostic& diagnostic : error.Diagnostics())
        {
            complaints.push_back(diagnostic.ToString());
        }
    }
    return complaints;
}

inline std::vector<std::string>
DotComplaints(std::string_view text)
{
    return Complaints(text, SpecFormat::kDot);
}

inline std::vector<std::string>
GraphMlComplaints(std::string_view text)
{
    return Complaints(text, SpecFormat::kGraphMl);
}

/// The names of all VMs in the order of the vertices.
inline std::vector<std::string>
VmNamesOf(const Specification& specification)
{
    std::vector<std::string> names;
    for (size_t vertex = 0; vertex < num_vertices(specification.graph); ++vertex)
    {
        names.push_back(specification.graph[vertex].name);
    }
    return names;
}

} // namespace ns3::vnlab

#endif // VNLAB_SPEC_TEST_HELPERS_H
