// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_WAN_PARTITION_H
#define VNLAB_WAN_PARTITION_H

#include "model/change/change-kind.h"

#include <string>
#include <vector>

namespace ns3::vnlab
{

/// The keys of `kind = "partition-wan"` and `kind = "repair-wan"`.
struct WanPartitionKeys : KeysOf<WanPartitionKeys>
{
    std::string a{"random"}; ///< number of a data center
    std::string b{"all"};    ///< of another

    void Visit(KeyVisitor& keys, const Key& like) override;
};

/// All WAN links between two data centers, or from one to all others, fail at once or work again, both ways.
class WanPartition : public ChangeKind
{
  public:
    explicit WanPartition(bool fails);

    ChangeOf Of(const OwnKeys&) const override;
    std::unique_ptr<OwnKeys> MakeKeys() const override;
    std::optional<ChangeObjection> ObjectionOn(const Topology& topology,
                                               const OwnKeys& keys) const override;
    void Make(const ChangeSetting& setting, const OwnKeys& keys) const override;

  private:
    /// @return one direction of each link that is meant. @throws std::invalid_argument where there is none
    std::vector<LinkId> Choose(const ChangeSetting& setting, const WanPartitionKeys& keys) const;

    bool m_fails;
};

} // namespace ns3::vnlab

#endif // VNLAB_WAN_PARTITION_H
