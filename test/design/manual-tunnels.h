// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_MANUAL_TUNNELS_H
#define VNLAB_TEST_MANUAL_TUNNELS_H

#include "model/rule/compiler.h"

namespace ns3::vnlab::test
{

inline constexpr TableId kRemoteOnly{240};     ///< a tunnel's end: the other end's address is typed
inline constexpr TableId kRemoteAndLocal{241}; ///< the own address, too

/// The point-to-point tunnels of the literature: one for each virtual link, configured at both ends.
class ManualTunnels : public Compiler
{
  public:
    /// @param table one of the two above
    explicit ManualTunnels(TableId table)
        : m_table(table)
    {
    }

    std::vector<Scope> AllScopes(const TenantView& view) const override;
    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override;
    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override;

  private:
    TableId m_table;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_MANUAL_TUNNELS_H
