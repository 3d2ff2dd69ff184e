// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SOURCE_TREE_H
#define VNLAB_SOURCE_TREE_H

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// A file of the source tree.
struct SourceFile
{
    std::string path;   ///< from the top of the tree, such as "model/wire/gre-header.h"
    std::string folder; ///< of the house: "model/wire" (for model/hook/bpf "model/hook")
    std::string text;

    /// @return what it includes, with the quotes or angle brackets, in order
    std::vector<std::string> Includes() const;

    /// @return what guards a header from being read twice; "" where nothing does
    std::string Guard() const;

    /// @return the names of the functions in its anonymous namespaces, tests not among them
    std::set<std::string> LocalFunctions() const;

    /// @return the text without comments and string literals
    std::string Code() const;
};

/// @param path from the top of the tree
std::string ReadSource(const std::string& path);

/// @return all files below the folders whose names end in one of the suffixes, by path
std::vector<SourceFile> ReadSources(const std::vector<std::string>& folders,
                                    const std::vector<std::string>& suffixes);

/// @return the wing that a path lies in; "" where the path has none
std::string FolderOf(const std::string& path);

/// The arrows of the house: what each folder may use.
struct House
{
    std::map<std::string, std::set<std::string>> uses; ///< transitive, with the folder itself
    std::set<std::string> ns3Users;                    ///< folders that may include ns-3
};

/// Reads the one statement of them, the vnlab_layer() lines of cmake/layers.cmake.
House ReadHouse(const std::string& layersCmake);

} // namespace ns3::vnlab

#endif // VNLAB_SOURCE_TREE_H
