// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLOT_LAYOUT_H
#define VNLAB_PLOT_LAYOUT_H

#include "analysis/plot/plot-data.h"
#include "analysis/point/store-scenarios.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief What a store's runs differ in, and so where each is drawn.
 *
 * Only runs of one point may be drawn at one place. So of each key that is on no axis and in no
 * facet one value is held, and the scenarios with another one are left out. Keys need no holding
 * that the drawn ones determine, as in a zipped group, or that only the seed depends on.
 */
class PlotLayout
{
  public:
    PlotLayout(const ResultStore& store, const ReadOutline& outline);

    /**
     * @brief Holds what @p keys want, chooses what they leave open, and holds what is left.
     *
     * x: the number of VMs where it varies, else the first swept key that varies and is numeric.
     * facets: the designs where curves are something else, else the one key that tells all others
     * apart, if there is one with few values. baseline: the first design. Any other key has its
     * first value.
     * @throws InputError naming a key, value or baseline that the store does not have
     */
    PlotKeys Choose(const PlotKeys& keys);

    /// @return the values of @p key that are drawn: numbers ascending, then texts; designs in their
    ///         order
    std::vector<Parameter> ValuesOf(const std::string& key) const;

    /// @return the values of several keys that occur together, in the order of ValuesOf; of no key
    ///         one that is empty
    std::vector<std::vector<std::string>> CombinationsOf(
        const std::vector<std::string>& keys) const;

    /// @return whether every value of @p key is a number
    bool IsNumeric(const std::string& key) const;

    const std::string& Title() const;

    using Parameters = std::map<std::string, std::string>;

    /// @return the scenarios that are drawn, by their parameters' texts: at one point are those that
    ///         differ in the number of runs
    std::map<Parameters, std::vector<StoredScenario>> Points() const;
    bool Draws(const std::string& design) const;

    /// @return what Choose held, "KEY = VALUE" each, and what differs together with an edited key
    const std::vector<std::string>& Held() const;

  private:
    void Require(const std::string& option, const std::string& key) const;
    void ReadValues();
    void HoldWanted(const std::string& key, const std::string& value);
    void HoldRest(const PlotKeys& keys);
    void Hold(const std::string& key, Parameter value);
    bool Varies(const std::string& key) const;
    bool OnlyDrawsDice(const std::string& key) const;
    bool Determine(const std::vector<std::string>& keys, const std::string& other) const;
    std::string ChooseX(const PlotKeys& keys) const;
    std::vector<std::string> ChooseFacets(const PlotKeys& keys) const;
    std::vector<std::string> LooseKeys(const std::vector<std::string>& drawn) const;

    std::string m_title;
    std::vector<std::string> m_designs;
    std::vector<StoredScenario> m_scenarios;
    std::map<std::string, std::string> m_sameAs; ///< by scenario text
    std::map<std::string, std::vector<std::string>> m_edited;
    std::map<std::string, std::vector<Parameter>> m_values; ///< of the scenarios that are drawn
    std::vector<std::string> m_held;
};

} // namespace ns3::vnlab

#endif // VNLAB_PLOT_LAYOUT_H
