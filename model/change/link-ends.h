// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LINK_ENDS_H
#define VNLAB_LINK_ENDS_H

#include "model/change/change-kind.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// Keys of `kind = "add-link"` and `kind = "remove-link"`: the ends of a virtual link.
struct LinkEndKeys : KeysOf<LinkEndKeys>
{
    std::string a{"random"}; ///< a VM of the tenant
    std::string b{"random"};

    void Visit(KeyVisitor& keys, const Key& like) override;
};

/// Two VMs of a specification.
using VmPair = std::pair<SpecGraph::vertex_descriptor, SpecGraph::vertex_descriptor>;

/// @return why the keys name no two VMs of a tenant, or nothing where they do or leave them to chance
std::optional<ChangeObjection> ObjectionToEnds(const std::string& tenant,
                                               const Specification& specification,
                                               const LinkEndKeys& keys);

/// @return the pairs that the keys may mean and that have a link, each once
std::vector<VmPair> PairsWithLink(const Specification& specification, const LinkEndKeys& keys);

/// @return one of the pairs that the keys may mean, that have no link on any path and may have one, by
///         chance; nothing: there is none
std::optional<VmPair> DrawPairWithoutLink(const Specification& specification,
                                          const LinkEndKeys& keys,
                                          uint64_t seed);

} // namespace ns3::vnlab

#endif // VNLAB_LINK_ENDS_H
