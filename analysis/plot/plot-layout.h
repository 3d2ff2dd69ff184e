// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLOT_LAYOUT_H
#define VNLAB_PLOT_LAYOUT_H

#include "analysis/plot/plot-data.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// What a store's runs differ in, and so where each is drawn.
class PlotLayout
{
  public:
    PlotLayout(const ResultStore& store, const ReadOutline& outline);

    /**
     * @brief Chooses what @p keys leaves open.
     *
     * x: the number of VMs where it varies, else the first key that varies and is numeric. facet:
     * the designs where curves are something else, else the only other key that varies, unless x
     * or the curves settle it. baseline: the first design.
     * @throws InputError naming a key or baseline that the store does not have
     */
    PlotKeys Choose(const PlotKeys& keys) const;

    /// @return the values of @p key: numbers ascending, then texts; designs in their order
    std::vector<Parameter> ValuesOf(const std::string& key) const;

    /// @return whether every value of @p key is a number
    bool IsNumeric(const std::string& key) const;

    const std::string& Title() const;
    const std::vector<StoredScenario>& Scenarios() const;

  private:
    void Require(const std::string& option, const std::string& key) const;
    bool Varies(const std::string& key) const;
    bool Settles(const std::string& key, const std::string& other) const;
    std::string ChooseX(const PlotKeys& keys) const;
    std::string ChooseFacet(const PlotKeys& keys) const;

    std::string m_title;
    std::vector<std::string> m_designs;
    std::vector<StoredScenario> m_scenarios;
    std::map<std::string, std::vector<Parameter>> m_values;
};

} // namespace ns3::vnlab

#endif // VNLAB_PLOT_LAYOUT_H
