namespace FunctionalGrad.Dsl

open System.Collections.Generic
open FunctionalGrad

/// Arrays in files, as pairs of name and array: what loadNpz gives can be bound, as in f |> eval (loadNpz path).
[<AutoOpen>]
module Files =
    let private named (arrays: seq<string * NDArray<float>>) = arrays |> Seq.map KeyValuePair

    let private pairs (arrays: IReadOnlyDictionary<string, NDArray<float>>) =
        [ for KeyValue(name, array) in arrays -> name, array ]

    /// Saves arrays to NumPy's .npz: saveNpz "weights.npz" [ "w", w; "b", b ].
    let saveNpz (path: string) (arrays: #seq<string * NDArray<float>>) = Npz.Save(path, named arrays)

    /// The arrays of a .npz file.
    let loadNpz (path: string) = pairs (Npz.Load<float> path)

    /// Saves arrays to a .safetensors file.
    let saveSafeTensors (path: string) (arrays: #seq<string * NDArray<float>>) = SafeTensors.Save(path, named arrays)

    /// The arrays of a .safetensors file.
    let loadSafeTensors (path: string) = pairs (SafeTensors.Load<float> path)

    /// Saves where a training run stands, to a .npz or .safetensors file.
    let saveState (path: string) (state: TrainingState<float>) = state.Save path

    /// Where a training run stood that was saved.
    let loadState (path: string) = TrainingState<float>.Load path

    /// The parameters of a state by name: parametersOf state |> saveNpz "weights.npz".
    let parametersOf (state: TrainingState<float>) = pairs state.Parameters
