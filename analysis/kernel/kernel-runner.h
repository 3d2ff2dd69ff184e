// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_KERNEL_RUNNER_H
#define VNLAB_KERNEL_RUNNER_H

#include "analysis/kernel/hook-runner.h"
#include "analysis/kernel/test-run.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

struct bpf_object;

namespace ns3::vnlab
{

/**
 * @brief Runs a program in this machine's Linux kernel (BPF_PROG_TEST_RUN, through libbpf).
 *
 * Every instance loads the object anew and so has its own maps in the kernel. The thread that makes
 * an instance is bound to one CPU from then on, because per-CPU maps are read there.
 */
class KernelRunner : public HookRunner
{
  public:
    /**
     * @param program whose object is `objects`/<name>.bpf.o
     * @throws CannotRunHere what is missing
     * @throws std::runtime_error what the kernel objects to, with libbpf's account of it
     */
    KernelRunner(const HookProgram& program, const std::filesystem::path& objects);

    /**
     * @brief Runs programs one after the other: each is in the next_program map of the one before,
     * and maps of the same name are one map.
     * @param whole tells the maps; its entry is not called
     * @param parts of which the first is run
     */
    KernelRunner(const HookProgram& whole,
                 std::span<const HookProgram* const> parts,
                 const std::filesystem::path& objects);
    ~KernelRunner() override;

    const HookProgram& Program() const override;
    HookOutcome Run(const HookInput& input) override;

    /// Gives the maps these contents, whatever they hold. @throws std::runtime_error
    void Prepare(const MapState& contents);

    /// Runs the program once more on the maps as they are: before Run(), Prepare() is due.
    /// @throws std::runtime_error
    TestRun RunAgain(uint32_t ifindex, const Bytes& frame);

  private:
    struct Map
    {
        const vnlab_map* layout;
        int descriptor; // the kernel's
        Bytes keys;     // room to read all entries
        Bytes values;
    };

    using Object = std::unique_ptr<bpf_object, void (*)(bpf_object*)>;

    void Load(const std::filesystem::path& path);
    int FindMap(const char* name) const;
    size_t ValueStride(const vnlab_map& layout) const;
    void Fill(const MapState& contents);
    void FillMap(const Map& map, const MapContents& contents) const;
    void ClearMap(const Map& map, const MapContents& contents) const;
    MapContents Read(Map& map) const;
    MapState Read();

    const HookProgram& m_program;
    std::vector<Object> m_objects;
    size_t m_cpus; // that per-CPU maps have room for
    size_t m_cpu;  // that this runs on
    std::vector<Map> m_maps;
    MapState m_contents; // what the maps hold
    Bytes m_output;
};

/// @return indices of the network interfaces here, in ascending order
std::vector<uint32_t> InterfaceIndices();

} // namespace ns3::vnlab

#endif // VNLAB_KERNEL_RUNNER_H
