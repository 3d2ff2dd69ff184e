// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SWEEP_FILE_H
#define VNLAB_SWEEP_FILE_H

#include "analysis/result/run-result.h"
#include "model/key/key-visitor.h"
#include "scenarios/vnlab/scenario/scenario-files.h"
#include "scenarios/vnlab/sweep/sweep-axis.h"
#include "scenarios/vnlab/sweep/sweep-repeat.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief A scenario file with a [sweep]: the scenarios that it stands for.
 *
 * Points are all combinations of the axes' values, numbered with the last axis fastest, in the order
 * of the file. A file without [sweep] has one point.
 */
class SweepFile
{
  public:
    /**
     * @param text TOML
     * @param fileName used in messages, and for the folder of the files that the scenario names
     * @throws InputError where the text is not TOML, or with everything that is wrong with [sweep].
     *         The scenarios are read by ScenarioAt
     */
    SweepFile(std::string text, std::string fileName);

    /// @return the name of the file
    const std::string& Name() const;

    /// @return how many points there are; the largest number where there are more
    uint64_t Points() const;

    /// @return runs of each design at each point, unless the file leaves that to `run.repeat`
    const std::optional<SweepRepeat>& Repeat() const;

    /// @return what the keys are set to at a point, by their paths
    std::map<std::string, Parameter> ParametersAt(uint64_t point) const;

    /**
     * @return the scenario at a point
     * @throws InputError with everything that is wrong with it, and which point it is
     */
    Scenario ScenarioAt(uint64_t point, const KnownNames& known, const FileReader& readFile) const;

  private:
    void ReadSweep(const toml::table& sweep);
    void ReadAxis(const std::string& path, const toml::node& node, SweepAxis& axis);
    void ReadZip(const toml::node& node);
    void CheckAxes();
    void Refuse(Place place, const std::string& message);
    std::vector<size_t> PositionsAt(uint64_t point) const;
    Place PlaceFor(const std::string& message) const;

    std::string m_fileName;
    std::string m_text;
    std::vector<SweepAxis> m_axes;
    std::optional<SweepRepeat> m_repeat;
    std::vector<Diagnostic> m_problems;
};

} // namespace ns3::vnlab

#endif // VNLAB_SWEEP_FILE_H
